using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The base cell, spread over several queues of one worker.</summary>
internal static class QueuesScenario
{
    private static readonly int[] Counts = [4, 16];

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfSeveral(
        "queues",
        "drain of 4 and of 16 queues by one worker",
        systems,
        Counts,
        static (stage, system, queues) => new Drain
        {
            Cell = $"queues-{queues}",
            Job = new Job { Verb = "work", Queues = queues },
            Tasks = system.Drain / 2,
            Rounds = 2,
        }.RunAsync(stage, system));
}
