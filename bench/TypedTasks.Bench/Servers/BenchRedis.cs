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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
        int port = FreePort();
        string folder = Directory.CreateDirectory(Path.Combine("artifacts", "bench", $"redis-{port}")).FullName;
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
            return new BenchRedis(process, folder, port, await ConnectAsync(port));
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("redis-server is not installed", error);
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

    private static async Task<ConnectionMultiplexer> ConnectAsync(int port)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await ConnectionMultiplexer.ConnectAsync(EndpointOf(port) + ",allowAdmin=true,syncTimeout=60000,asyncTimeout=60000");
            }
            catch (RedisConnectionException) when (watch.Elapsed < Patience)
            {
                // Not listening yet.
                await Task.Delay(20);
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
