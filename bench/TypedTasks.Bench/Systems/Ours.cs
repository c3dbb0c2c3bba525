namespace TypedTasks.Bench.Systems;

/// <summary>TypedTasks with default options, and what its broker alone could do.</summary>
internal static class Ours
{
    private const string Project = "TypedTasks.Bench.Worker";

    public static BenchSystem TypedTasks { get; } = With("typedtasks", BenchSystems.Built(Project, Project));

    public static BenchSystem Floor { get; } = With("floor", BenchSystems.Built(Project, Project)) with { Drain = 2_000_000, Bulk = 2_000_000 };

    /// <summary>TypedTasks from another build.</summary>
    public static BenchSystem Built(string assembly) => With("typedtasks", assembly);

    /// <summary>TypedTasks as a native program.</summary>
    public static BenchSystem Native(string program) => TypedTasks with { Command = [program] };

    private static BenchSystem With(string name, string assembly) => new()
    {
        Name = name,
        Command = ["dotnet", assembly],
        Drain = 1_000_000,
        Bulk = 1_000_000,
        Concurrent = 500_000,
        Sequential = 30_000,
        Scripted = true,
        Warm = 1_000_000,
        Repeats = true,
    };
}
