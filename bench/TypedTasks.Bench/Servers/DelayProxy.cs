using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TypedTasks.Bench.Servers;

/// <summary>
/// Stands between a client and Redis on the loopback and passes every byte on half a round trip later, in both directions, so
/// that a network shows. It delays and does not throttle: what is under way at once is unbounded.
/// </summary>
internal sealed class DelayProxy : IAsyncDisposable
{
    private const int ChunkSize = 64 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> sockets = [];
    private readonly int target;
    private readonly TimeSpan oneWay;
    private readonly Task accepting;

    public DelayProxy(int target, TimeSpan roundTrip)
    {
        this.target = target;
        oneWay = roundTrip / 2;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        foreach (Socket socket in sockets)
        {
            socket.Dispose();
        }

        await accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Socket client = await listener.AcceptSocketAsync();
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                sockets.Add(client);
                sockets.Add(server);
                await server.ConnectAsync(IPAddress.Loopback, target);
                Pass(client, server);
                Pass(server, client);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    // Two threads a direction: one reads, one waits until a chunk is due. Blocking calls, so that no pool's delay is measured.
    private void Pass(Socket from, Socket to)
    {
        var chunks = new BlockingCollection<(byte[] Bytes, int Count, long Due)>();
        Start(() =>
        {
            try
            {
                while (true)
                {
                    byte[] bytes = new byte[ChunkSize];
                    int count = from.Receive(bytes);
                    if (count == 0)
                    {
                        break;
                    }

                    chunks.Add((bytes, count, Stopwatch.GetTimestamp() + (long)(oneWay.TotalSeconds * Stopwatch.Frequency)));
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Either side has closed.
            }

            chunks.CompleteAdding();
        });
        Start(() =>
        {
            try
            {
                foreach ((byte[] bytes, int count, long due) in chunks.GetConsumingEnumerable())
                {
                    WaitUntil(due);
                    for (int sent = 0; sent < count;)
                    {
                        sent += to.Send(bytes, sent, count - sent, SocketFlags.None);
                    }
                }

                to.Shutdown(SocketShutdown.Send);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Either side has closed.
            }
        });
    }

    private static void Start(ThreadStart loop) => new Thread(loop) { IsBackground = true }.Start();

    private static void WaitUntil(long due)
    {
        for (long left; (left = due - Stopwatch.GetTimestamp()) > 0;)
        {
            // Not Thread.Sleep, which knows whole milliseconds only: the half of a short round trip would be none.
            _ = Sleep((uint)Math.Max(1, left * 1_000_000 / Stopwatch.Frequency));
        }
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(uint microseconds);
}
