namespace TypedTasks.Bench.Systems;

/// <summary>BullMQ on Node.</summary>
internal static class BullMq
{
    public static BenchSystem System { get; } = new()
    {
        Name = "bullmq",
        Command = ["node", BenchSystems.Peer("bullmq", "bullmq.js")],
        Drain = 150_000,
        Bulk = 150_000,
        Concurrent = 60_000,
        Sequential = 8_000,
        Scripted = true,
        Known = new Dictionary<string, double> { ["drain"] = 25_600, ["bulk"] = 30_000, ["concurrent"] = 18_000, ["idle-latency-1"] = 1.4 },
    };
}
