using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace TypedTasks.Bench.Servers;

/// <summary>What the proxy itself can pass, so that nobody takes its limit for that of what is measured.</summary>
internal static class ProxyCeiling
{
    private const int Megabytes = 256;

    /// <returns>A sentence: the round trip as measured, and how much it passes in a second.</returns>
    public static async Task<string> MeasureAsync(TimeSpan roundTrip)
    {
        await using BenchRedis redis = await BenchRedis.StartAsync();
        await using var toRedis = new DelayProxy(redis.Port, roundTrip);
        await using ConnectionMultiplexer client = await ConnectionMultiplexer.ConnectAsync(toRedis.Endpoint);
        var pings = new List<double>();
        for (int i = 0; i < 200; i++)
        {
            pings.Add((await client.GetDatabase().PingAsync()).TotalMilliseconds);
        }

        double passed = await PassAsync(roundTrip);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the proxy's own ceiling: {pings.Order().ElementAt(pings.Count / 2):0.00} ms a round trip (median), {passed:N0} MB/s one way");
    }

    private static async Task<double> PassAsync(TimeSpan roundTrip)
    {
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        await using var proxy = new DelayProxy(((IPEndPoint)sink.LocalEndpoint).Port, roundTrip);
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(proxy.Endpoint));
        using TcpClient server = await sink.AcceptTcpClientAsync();
        var watch = Stopwatch.StartNew();
        Task sending = Task.Run(async () =>
        {
            byte[] bytes = new byte[1024 * 1024];
            for (int i = 0; i < Megabytes; i++)
            {
                await client.GetStream().WriteAsync(bytes);
            }
        });
        byte[] buffer = new byte[1024 * 1024];
        for (long left = Megabytes * 1024L * 1024; left > 0;)
        {
            left -= await server.GetStream().ReadAsync(buffer);
        }

        await sending;
        return Megabytes / watch.Elapsed.TotalSeconds;
    }
}
