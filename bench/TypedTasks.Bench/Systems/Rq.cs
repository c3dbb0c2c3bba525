namespace TypedTasks.Bench.Systems;

/// <summary>RQ on Python, as Debian packages it.</summary>
internal static class Rq
{
    public static BenchSystem System { get; } = new()
    {
        Name = "rq",
        Command = ["/usr/bin/python3", BenchSystems.Peer("rq", "peer.py")],
        Drain = 4_000,
        Bulk = 15_000,
        Concurrent = 5_000,
        Sequential = 4_000,
        Processes = BenchSystems.Cores,
        Known = new Dictionary<string, double> { ["drain"] = 400 },
    };
}
