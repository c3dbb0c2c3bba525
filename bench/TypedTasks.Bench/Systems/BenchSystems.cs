namespace TypedTasks.Bench.Systems;

/// <summary>All systems, in the order of the table.</summary>
internal static class BenchSystems
{
    public static IReadOnlyList<BenchSystem> All { get; } =
        [Ours.TypedTasks, Ours.Floor, BullMq.System, Sidekiq.System, Celery.System, Rq.System, Hangfire.System, Quartz.System];

    /// <summary>What a program that is one process a core is given.</summary>
    public static int Cores => Math.Max(2, Environment.ProcessorCount);

    /// <summary>The path of what a project of bench/ builds.</summary>
    public static string Built(string project, string assembly) => Path.Combine("bench", project, "bin", "Release", "net10.0", assembly + ".dll");

    /// <summary>The path of a peer's program.</summary>
    public static string Peer(string name, string program) => Path.Combine("bench", "peers", name, program);
}
