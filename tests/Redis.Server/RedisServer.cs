using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TypedTasks.Redis.Server;

/// <summary>A real redis-server of the test's own: a free port of the loopback, a folder of its own, gone when disposed.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private const int SigXfsz = 25;
    private const int NoSuchProgram = 127;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RedisServerOptions options;
    private readonly string folder = Directory.CreateTempSubdirectory("typedtasks-redis-").FullName;
    private readonly SelfMadeCertificate? certificate;
    private readonly (string CertificateFile, string KeyFile)? issued;
    private Process? process;
    private volatile bool stopped;

    private RedisServer(RedisServerOptions options, int port)
    {
        this.options = options;
        Port = port;
        certificate = options.Tls ? SelfMadeCertificate.Write(folder) : null;
        if (options.Authority is { } tls)
        {
            AuthorityFile = tls.Authority.Write(folder);
            issued = tls.Authority.Issue(folder, "redis", tls.Hosts, tls.ValidFor);
            Client = tls.Authority.Issue(folder, "client", [], TimeSpan.FromDays(7));
        }
    }

    /// <summary>The port, the same after a restart.</summary>
    public int Port { get; }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>The thumbprint of the certificate, where it speaks TLS.</summary>
    public string? Thumbprint => certificate?.Thumbprint;

    /// <summary>The authority's certificate as a PEM file, where it has one.</summary>
    public string? AuthorityFile { get; }

    /// <summary>A client's certificate of the authority and its key as PEM files, where it has one.</summary>
    public (string CertificateFile, string KeyFile)? Client { get; }

    /// <summary>The connection string of the default user.</summary>
    public string ConnectionString => Endpoint
        + (options.Password is null ? string.Empty : ",password=" + options.Password)
        + (options.Tls ? ",ssl=true,sslHost=localhost" : options.Authority is not null ? ",ssl=true" : string.Empty);

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<RedisServer> StartAsync(RedisServerOptions? options = null)
    {
        for (int attempt = 1; ; attempt++)
        {
            var server = new RedisServer(options ?? new RedisServerOptions(), FreePort());
            try
            {
                await server.RunAsync();
                return server;
            }
            catch (IOException) when (attempt < 3)
            {
                // Somebody else took the port in between.
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is { } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
            process = null;
            stopped = false;
        }
    }

    /// <summary>Starts it again on the same port with the same data, and waits until it answers.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await RunAsync();
    }

    /// <summary>SIGSTOP: it answers nobody, and its connections stay open.</summary>
    public void Pause()
    {
        Signal(SigStop);
        stopped = true;
    }

    /// <summary>SIGCONT.</summary>
    public void Continue()
    {
        Signal(SigCont);
        stopped = false;
    }

    /// <summary>
    /// No file of it may grow beyond so many bytes, as on a full disk: its next write to a longer file fails. Without root and
    /// without a disk of its own; Linux only.
    /// </summary>
    /// <param name="bytes">The size, or null for none.</param>
    public void LimitFiles(long? bytes)
    {
        if (process is { } running)
        {
            FileLimit.Set(running.Id, bytes);
        }
    }

    /// <summary>The size of its append-only file, or 0 where it has none.</summary>
    public long AppendedBytes => AppendedFile is { } file ? new FileInfo(file).Length : 0;

    /// <summary>
    /// Drops the end of its append-only file, as a machine does that loses its power: what was written and not yet on disk. Redis must
    /// not be running.
    /// </summary>
    /// <param name="bytes">What is left.</param>
    public void CutAppended(long bytes)
    {
        using FileStream file = File.OpenWrite(AppendedFile ?? throw new InvalidOperationException("It has no append-only file."));
        file.SetLength(bytes);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task ExitAsync(CancellationToken cancellationToken = default)
    {
        if (process is { } running)
        {
            await running.WaitForExitAsync(cancellationToken);
        }
    }

    /// <summary>Sends one command on a connection of its own, as the default user.</summary>
    public async Task<string> CommandAsync(params string[] command)
    {
        using var cancel = new CancellationTokenSource(Patience);
        await using RespClient client = await ConnectAsync(cancel.Token);
        return await client.CallAsync(command, cancel.Token);
    }

    /// <summary>A plain connection, authenticated as the default user.</summary>
    public async Task<RespClient> ConnectAsync(CancellationToken cancellationToken = default)
    {
        RespClient client = await RespClient.ConnectAsync(Port, SpeaksTls, cancellationToken, Client);
        if (options.Password is { } password)
        {
            await client.CallAsync(["AUTH", password], cancellationToken);
        }

        return client;
    }

    /// <summary>Drops all data.</summary>
    public Task FlushAsync() => CommandAsync("FLUSHALL");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stopped)
        {
            Continue();
        }

        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string? AppendedFile => Directory.Exists(Path.Combine(folder, "appendonlydir"))
        ? Directory.EnumerateFiles(Path.Combine(folder, "appendonlydir"), "*.incr.aof").Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private bool SpeaksTls => options.Tls || options.Authority is not null;

    private async Task RunAsync()
    {
        // The shell only sees to it that a write beyond a limit fails instead of ending the process.
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (string argument in Arguments().Prepend("redis-server").Prepend(string.Create(CultureInfo.InvariantCulture, $"trap '' {SigXfsz}; exec \"$0\" \"$@\"")).Prepend("-c"))
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        _ = process.StandardError.ReadToEndAsync();
        Task<string> log = process.StandardOutput.ReadToEndAsync();
        await ReadyAsync(process, log);
    }

    private async Task ReadyAsync(Process running, Task<string> log)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (running.HasExited)
            {
                process = null;
                throw running.ExitCode == NoSuchProgram
                    ? new InvalidOperationException("redis-server is not installed: run ./do test, which installs what the suites need.")
                    : new IOException($"redis-server ended: {await log}");
            }

            try
            {
                await using RespClient client = await ConnectAsync(patience.Token);
                if (options.Cluster)
                {
                    await client.CallAsync(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"], patience.Token, orError: true);
                    string state = await client.CallAsync(["CLUSTER", "INFO"], patience.Token);
                    if (!state.Contains("cluster_state:ok", StringComparison.Ordinal))
                    {
                        await Task.Delay(20, patience.Token);
                        continue;
                    }
                }

                string answer = await client.CallAsync(["PING"], patience.Token, orError: true);
                if (!answer.StartsWith("LOADING", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (Exception error) when (error is SocketException or IOException && !patience.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private IEnumerable<string> Arguments()
    {
        string port = Port.ToString(CultureInfo.InvariantCulture);
        List<string> arguments =
        [
            "--port", SpeaksTls ? "0" : port, "--bind", "127.0.0.1", "--dir", folder, "--save", string.Empty, "--daemonize", "no",
            "--appendonly", options.AppendAlways || options.AppendEverySecond ? "yes" : "no",
            "--appendfsync", options.AppendEverySecond ? "everysec" : "always",
            "--maxmemory", options.MaxMemory.ToString(CultureInfo.InvariantCulture), "--maxmemory-policy", options.MaxMemoryPolicy,
        ];
        if (options.Password is { } password)
        {
            arguments.AddRange(["--requirepass", password]);
        }

        if (certificate is not null)
        {
            arguments.AddRange(
                ["--tls-port", port, "--tls-cert-file", certificate.CertificateFile, "--tls-key-file", certificate.KeyFile, "--tls-auth-clients", "no"]);
        }

        if (issued is { } own)
        {
            arguments.AddRange(
            [
                "--tls-port", port, "--tls-cert-file", own.CertificateFile, "--tls-key-file", own.KeyFile, "--tls-ca-cert-file", AuthorityFile!,
                "--tls-auth-clients", options.Authority!.ClientCertificates ? "yes" : "no",
            ]);
        }

        if (options.Acl.Count > 0)
        {
            string file = Path.Combine(folder, "users.acl");
            string first = options.Password is { } secret ? $"user default on >{secret} ~* &* +@all" : "user default on nopass ~* &* +@all";
            File.WriteAllLines(file, [first, .. options.Acl]);
            arguments.RemoveAll(argument => argument == "--requirepass" || argument == options.Password);
            arguments.AddRange(["--aclfile", file]);
        }

        if (options.Cluster)
        {
            arguments.AddRange(["--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"]);
        }

        if (options.ReplicaOf is { } primary)
        {
            arguments.AddRange(["--replicaof", "127.0.0.1", primary.ToString(CultureInfo.InvariantCulture)]);
        }

        return arguments;
    }

    private void Signal(int signal)
    {
        if (process is { } running && Kill(running.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
