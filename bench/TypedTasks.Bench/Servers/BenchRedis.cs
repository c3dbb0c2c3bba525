using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace TypedTasks.Bench.Servers;

/// <summary>A redis-server of the benchmark's own on a free port of the loopback, and what it says of itself.</summary>
internal sealed class BenchRedis : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly Process process;
    private readonly string folder;
    private readonly ConnectionMultiplexer admin;

    private BenchRedis(Process process, string folder, int port, ConnectionMultiplexer admin)
    {
        this.process = process;
        this.folder = folder;
        this.admin = admin;
        Port = port;
        Stats = new RedisStats(admin.GetServer(Endpoint));
    }

    public int Port { get; }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Endpoint => EndpointOf(Port);

    public RedisStats Stats { get; }

    public static async Task<BenchRedis> StartAsync(Persistence persistence = Persistence.None)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort();
            string folder = Directory.CreateDirectory(Path.Combine("artifacts", "bench", $"redis-{port}")).FullName;
            Process process = Run(port, folder, persistence);
            if (await ConnectAsync(process, port) is { } admin)
            {
                return new BenchRedis(process, folder, port, admin);
            }

            // Somebody else took the port in between, perhaps for the near end of a connection.
            string log = File.ReadAllText(Path.Combine(folder, "redis.log"));
            Directory.Delete(folder, recursive: true);
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"redis-server does not start: {log}");
            }
        }
    }

    /// <summary>Drops all data; the memory is back with the server when it returns.</summary>
    public async Task FlushAsync() => await admin.GetServer(Endpoint).ExecuteAsync("FLUSHALL", "SYNC");

    public async ValueTask DisposeAsync()
    {
        await admin.DisposeAsync();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static void KillAtExit(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended and was disposed of.
        }
    }

    private static string EndpointOf(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static Process Run(int port, string folder, Persistence persistence)
    {
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--save", string.Empty, "--daemonize", "no",
            "--logfile", Path.Combine(folder, "redis.log"), "--appendonly", persistence == Persistence.None ? "no" : "yes",
            "--appendfsync", persistence == Persistence.Always ? "always" : "everysec",
        ];
        try
        {
            // Its output is ours to hold, and it ends with us also where we are told to end.
            Process process = Process.Start(new ProcessStartInfo("redis-server", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAtExit(process);
            return process;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("redis-server is not installed", error);
        }
    }

    /// <returns>Null where the server has ended.</returns>
    private static async Task<ConnectionMultiplexer?> ConnectAsync(Process process, int port)
    {
        while (!process.HasExited)
        {
            if (await ListensAsync(port))
            {
                // Patient in everything: this client measures nothing, and a busy machine makes its first steps slow.
                return await ConnectionMultiplexer.ConnectAsync(EndpointOf(port) + ",allowAdmin=true,connectTimeout=60000,syncTimeout=60000,asyncTimeout=60000");
            }

            await Task.Delay(10);
        }

        return null;
    }

    private static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
