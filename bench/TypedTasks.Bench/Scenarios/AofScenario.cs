using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The base cell with an append-only file.</summary>
internal static class AofScenario
{
    public static Scenario EverySecond(IReadOnlyList<BenchSystem> systems) =>
        Of("aof-everysec", "drain with an append-only file, synced every second", systems, Persistence.EverySecond, shrink: 1);

    // A sync before each answer makes peers with a round trip a task slow: a third of the tasks shows as much.
    public static Scenario Always(IReadOnlyList<BenchSystem> systems) =>
        Of("aof-always", "drain with an append-only file, synced before each answer", systems, Persistence.Always, shrink: 3);

    private static Scenario Of(string cell, string sentence, IReadOnlyList<BenchSystem> systems, Persistence persistence, int shrink) =>
        Scenario.OfOne(cell, sentence, systems, (stage, system) => new Drain
        {
            Cell = cell,
            Persistence = persistence,
            Tasks = system.IsPeer ? system.Drain / shrink : 500_000,
        }.RunAsync(stage, system));
}
