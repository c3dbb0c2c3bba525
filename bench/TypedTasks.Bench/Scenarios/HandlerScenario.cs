using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>Handlers that do something: the framework should vanish beside them.</summary>
internal static class HandlerScenario
{
    public static Scenario Waiting(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        "wait-1ms",
        "drain with a handler that awaits for 1 ms, each system's own concurrency",
        systems,
        static (stage, system) => new Drain
        {
            Cell = "wait-1ms",
            Job = new Job { Verb = "work", Handler = "wait" },
            Tasks = Math.Min(system.Drain, 60_000) / (system == Celery.System ? 3 : 1),
            Rounds = 1,
        }.RunAsync(stage, system));

    public static Scenario Computing(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        "burn-10ms",
        "drain with a handler that computes for 10 ms",
        systems,
        static (stage, system) => new Drain
        {
            Cell = "burn-10ms",
            Job = new Job { Verb = "work", Handler = "burn" },
            Tasks = 1_000,
            Rounds = 1,
        }.RunAsync(stage, system));
}
