using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>Everything on: a result kept for a day, retries, and with us somebody who listens to every trace and metric.</summary>
internal static class FullScenario
{
    public const string Name = "full";

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Name,
        "drain with a result kept for a day, retries, and tracking (ours: a listener to all traces and metrics)",
        systems,
        static (stage, system) => new Drain
        {
            Cell = Name,
            Job = new Job { Verb = "work", Handler = "answer", Tracking = true },
            Tasks = system.IsPeer ? system.Drain / 2 : 300_000,
            Rounds = 2,
        }.RunAsync(stage, system));
}
