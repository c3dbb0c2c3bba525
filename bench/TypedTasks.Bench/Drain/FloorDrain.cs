using System.Diagnostics;
using TypedTasks.Brokers;

namespace TypedTasks.Bench.Drain;

/// <summary>The same client, scripts and batches with opaque bytes: what the broker alone could do.</summary>
internal static class FloorDrain
{
    private const int Batch = 200;
    private const int TakeBytes = 256 * 1024;
    private const int Loops = 4;

    public static async Task<DrainResult> RunAsync(BenchRedis redis, int tasks)
    {
        IBroker broker = redis.OpenBroker();
        await using (broker)
        {
            await broker.ConnectAsync();
            var watch = Stopwatch.StartNew();
            long[] ran = await Task.WhenAll(Enumerable.Range(0, Loops).Select(loop => Task.Run(() => DrainAsync(broker, $"floor{loop}"))));
            return new DrainResult(watch.Elapsed, ran.Sum());
        }
    }

    private static async Task<long> DrainAsync(IBroker broker, string session)
    {
        IReadOnlyList<Lane> lanes = [Lane.Of(TaskDefaults.DefaultQueue)];
        long ran = 0;
        Task settling = Task.CompletedTask;
        for (long sequence = 1; ; sequence++)
        {
            Lease? lease = await broker.TakeAsync(new TakeRequest(new LeaseId(session, sequence), lanes, Batch, TakeBytes, TimeSpan.FromSeconds(15)));
            await settling;
            if (lease is null)
            {
                return ran;
            }

            ran += lease.Envelopes.Count;
            settling = broker.SettleAsync(lease, [.. Enumerable.Range(0, lease.Envelopes.Count).Select(slot => new CompleteSettlement(slot))]).AsTask();
        }
    }
}
