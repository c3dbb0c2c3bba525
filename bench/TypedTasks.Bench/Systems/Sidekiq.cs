namespace TypedTasks.Bench.Systems;

/// <summary>Sidekiq on Ruby, as Debian packages it.</summary>
internal static class Sidekiq
{
    public static BenchSystem System { get; } = new()
    {
        Name = "sidekiq",
        Command = ["ruby", BenchSystems.Peer("sidekiq", "peer.rb")],
        Drain = 60_000,
        Bulk = 300_000,
        Concurrent = 30_000,
        Sequential = 8_000,
        Known = new Dictionary<string, double> { ["drain"] = 7_500, ["bulk"] = 103_000, ["idle-latency-1"] = 1.0 },
    };
}
