using TypedTasks.Bench.Scenarios;
using TypedTasks.Bench.Systems;
using static TypedTasks.Bench.Reporting.Target;

namespace TypedTasks.Bench.Reporting;

/// <summary>Every target, with its sentence.</summary>
internal static class Targets
{
    private static readonly string[] Counted =
        ["drain", "sustained", "aof-everysec", "aof-always", "payload-1k", "payload-10k", "queues-4", "queues-16", "rtt-2ms", "memory", "full", "jit", "native"];

    public static IReadOnlyList<Target> All { get; } =
    [
        Least("drain", "drain at 500,000 tasks/s", static results => results.Find("drain")?.TasksPerSecond, 500_000),
        Least("drain", "drain 20 times as fast as BullMQ, as known where its row is void", static results => results.TimesKnown("drain", BullMq.System), 20),
        Most("drain", "1.3 us of Redis a task", static results => results.Find("drain")?.RedisMicrosecondsPerTask, 1.3),
        Most("drain", "payload + 80 B in Redis a waiting task", static results => results.Find("drain")?.BytesPerTask, 180),
        Most("drain", "400 B of managed allocation a no-op task", static results => results.Find("drain")?.AllocatedPerTask, 400),
        Least("memory", "in memory 1,000,000 tasks/s", static results => results.Find("memory")?.TasksPerSecond, 1_000_000),
        Least("memory", "in memory 10 times as fast as Quartz", static results => results.Times("memory", "quartz"), 10),
        Least("aof-everysec", "drain with AOF everysec at 400,000 tasks/s", static results => results.Find("aof-everysec")?.TasksPerSecond, 400_000),
        Least("aof-always", "drain with AOF always at 100,000 tasks/s", static results => results.Find("aof-always")?.TasksPerSecond, 100_000),
        Least("sustained", "end to end for 60 s at 250,000 tasks/s", static results => results.Find("sustained")?.TasksPerSecond, 250_000),
        Most("sustained", "end to end for 60 s with p99 under 50 ms", static results => results.Find("sustained")?.P99, SustainedScenario.MaxP99),
        Least("bulk", "bulk enqueue at 1,000,000 tasks/s", static results => results.Find("bulk")?.TasksPerSecond, 1_000_000),
        Least("concurrent", "64 concurrent Delay at 250,000 tasks/s", static results => results.Find("concurrent")?.TasksPerSecond, 250_000),
        Most("sequential", "sequential Delay within 1.3 times a bare round trip", static results => 1 / results.Times("sequential", "floor"), 1.3),
        Most("idle-latency-1", "idle: p50 under 0.3 ms", static results => results.Find("idle-latency-1")?.P50, 0.3),
        Most("idle-latency-1", "idle: p99 under 2 ms", static results => results.Find("idle-latency-1")?.P99, 2),
        Most("idle-latency-100", "100 idle workers: p50 under 0.3 ms", static results => results.Find("idle-latency-100")?.P50, 0.3),
        Most("idle-latency-100", "100 idle workers: p99 under 2 ms", static results => results.Find("idle-latency-100")?.P99, 2),
        Most("full", "everything on costs at most 4 times the base cell", static results => results.Cost("full", "drain"), 4),
        Least("rtt-2ms", "with 2 ms of network 200,000 tasks/s", static results => results.Find("rtt-2ms")?.TasksPerSecond, 200_000),
        Most("waiting-1e7", "10,000,000 waiting cost at most 1.2 times what fewer do", WaitingCost, 1.2),
        Most("types-5000", "5,000 types cost at most 1.2 times what 1 does", static results => results.Cost("types-5000", "types-1"), 1.2),
        Most("idle-cost", "an idle worker uses under 1 % of a core", static results => results.Find("idle-cost")?.ProcessorPercent, 1),
        Most("idle-cost", "an idle worker sends under 5 Redis commands/s", static results => results.Find("idle-cost")?.RedisCommandsPerSecond, 5),
        .. Counted.Select(static cell => Most(cell, "nothing lost", results => results.Find(cell)?.Lost, 0)),
    ];

    // Against the cheapest of the shorter queues: a start that weighs on a short one must not hide a growing cost.
    private static double? WaitingCost(Results results)
    {
        double?[] shorter = [.. new[] { "waiting-1e4", "waiting-1e5", "waiting-1e6" }.Select(cell => results.Cost("waiting-1e7", cell))];
        return shorter.Max();
    }
}
