namespace TypedTasks.Bench.Systems;

/// <summary>Celery on Python, as Debian packages it.</summary>
internal static class Celery
{
    public static BenchSystem System { get; } = new()
    {
        Name = "celery",
        Command = ["/usr/bin/python3", BenchSystems.Peer("celery", "peer.py")],
        Drain = 12_000,
        Bulk = 12_000,
        Concurrent = 5_000,
        Sequential = 4_000,
        Processes = BenchSystems.Cores,
        Known = new Dictionary<string, double> { ["drain"] = 1_600, ["idle-latency-1"] = 3.1 },
    };
}
