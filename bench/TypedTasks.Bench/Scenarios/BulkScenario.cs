using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>One producer sends all it has in bulk: DelayMany, addBulk, push_bulk, enqueue_many; who has no bulk sends with one producer connection or 32 threads.</summary>
internal static class BulkScenario
{
    public const string Name = "bulk";

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Name,
        "one producer sends in bulk",
        systems,
        static (stage, system) => new Send { Cell = Name, Verb = "produce", Tasks = static system => system.Bulk }.RunAsync(stage, system));
}
