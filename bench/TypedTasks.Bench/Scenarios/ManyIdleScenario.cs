using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The same with 100 idle workers, each with a session and connections of its own, in one process; Sidekiq: 100 threads.</summary>
internal static class ManyIdleScenario
{
    public const string Cell = "idle-latency-100";

    private const int Workers = 100;

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Cell,
        "the same with 100 idle workers in one process",
        [.. systems.Where(static system => system != Ours.Floor)],
        static (stage, system) => new Flow
        {
            Cell = Cell,
            Rate = IdleLatencyScenario.Rate,
            Time = TimeSpan.FromSeconds(stage.Options.Count(1000) / IdleLatencyScenario.Rate),
            Workers = Workers,
        }.RunAsync(system));
}
