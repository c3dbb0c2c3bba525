using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>One sender, one awaited Delay at a time. Floor is a bare round trip: RPUSH of the same bytes by the same client.</summary>
internal static class SequentialScenario
{
    public const string Name = "sequential";

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Name,
        "one sender awaits one Delay at a time; floor is a bare round trip with the same bytes",
        systems,
        static (stage, system) => new Send { Cell = Name, Verb = "send", Tasks = static system => system.Sequential }.RunAsync(stage, system));
}
