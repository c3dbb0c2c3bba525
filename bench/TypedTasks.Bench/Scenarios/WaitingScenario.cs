using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>Does a long queue cost more? Up to a million tasks are run of the many that wait; timed from the first handler to the last.</summary>
internal static class WaitingScenario
{
    private const long MostRun = 1_000_000;

    private static readonly (string Cell, long Waiting, int Rounds)[] Cells =
        [("waiting-1e4", 10_000, 15), ("waiting-1e5", 100_000, 7), ("waiting-1e6", 1_000_000, 2), ("waiting-1e7", 10_000_000, 1)];

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfSeveral(
        "waiting",
        "drain with 10,000 to 10,000,000 tasks waiting",
        [.. systems.Where(static system => system != Ours.Floor)],
        Cells,
        static (stage, system, cell) => new Drain
        {
            Cell = cell.Cell,
            Tasks = Math.Min(MostRun, cell.Waiting),
            Waiting = cell.Waiting,
            Rounds = cell.Rounds,
            FromFirstHandler = true,
        }.RunAsync(stage, system));
}
