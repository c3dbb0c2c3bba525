namespace TypedTasks.Bench.Systems;

/// <summary>Quartz on .NET, its store in memory.</summary>
internal static class Quartz
{
    public static BenchSystem System { get; } = new()
    {
        Name = "quartz",
        Command = ["dotnet", BenchSystems.Built("peers/quartz", "TypedTasks.Bench.Quartz")],
        Drain = 200_000,
        Bulk = 200_000,
        Concurrent = 200_000,
        Sequential = 200_000,
        Warm = 20_000,
        Repeats = true,
        Known = new Dictionary<string, double> { ["memory"] = 48_000 },
    };
}
