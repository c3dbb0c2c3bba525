using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The base cell.</summary>
internal static class DrainScenario
{
    public const string Name = "drain";

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Name, "one worker empties a queue of waiting tasks, 1,000,000 with us", systems, static (stage, system) => new Drain { Cell = Name }.RunAsync(stage, system));
}
