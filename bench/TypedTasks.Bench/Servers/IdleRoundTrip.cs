using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TypedTasks.Bench.Servers;

/// <summary>What one PING over a plain blocking socket costs on this machine when it has been idle: below that nothing can be.</summary>
internal static class IdleRoundTrip
{
    private const int Times = 300;

    /// <param name="idle">How long nothing happens before each.</param>
    /// <returns>A sentence.</returns>
    public static async Task<string> MeasureAsync(TimeSpan idle)
    {
        await using BenchRedis redis = await BenchRedis.StartAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, redis.Port);
        byte[] reply = new byte[64];
        var waits = new List<double>();
        for (int i = 0; i < Times; i++)
        {
            // Blocking, as is what follows: the waking of the thread pool must not be measured.
            Thread.Sleep(idle);
            long start = Stopwatch.GetTimestamp();
            socket.Send("PING\r\n"u8);
            socket.Receive(reply);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        waits.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"a bare PING after {idle.TotalMilliseconds:0} ms without work takes {waits[Times / 2]:0.00} ms (p50), {waits[Times * 99 / 100]:0.00} ms (p99): two threads that wake, where a task of an idle worker needs three");
    }
}
