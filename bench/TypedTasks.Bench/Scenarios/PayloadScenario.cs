using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The base cell with a longer string.</summary>
internal static class PayloadScenario
{
    private static readonly (string Cell, int Bytes, int Shrink)[] Cells = [("payload-1k", 1024, 2), ("payload-10k", 10 * 1024, 10)];

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfSeveral(
        "payload",
        "drain with an argument of 1 KB and of 10 KB",
        systems,
        Cells,
        static (stage, system, cell) => new Drain
        {
            Cell = cell.Cell,
            Job = new Job { Verb = "work", Payload = cell.Bytes },
            Tasks = Math.Max(5_000, system.Drain / cell.Shrink / 2),
            Rounds = 2,
        }.RunAsync(stage, system));
}
