namespace TypedTasks.Bench.Systems;

/// <summary>Hangfire on .NET, over Redis.</summary>
internal static class Hangfire
{
    public static BenchSystem System { get; } = new()
    {
        Name = "hangfire",
        Command = ["dotnet", BenchSystems.Built("peers/hangfire", "TypedTasks.Bench.Hangfire")],
        Drain = 8_000,
        Bulk = 20_000,
        Concurrent = 20_000,
        Sequential = 5_000,
        Known = new Dictionary<string, double> { ["drain"] = 1_200, ["concurrent"] = 5_900, ["sequential"] = 2_300, ["idle-latency-1"] = 4.0 },
    };
}
