using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The matrix: every scenario, with its systems, in the order of the table.</summary>
internal static class AllScenarios
{
    private static readonly BenchSystem[] Everybody =
        [Ours.TypedTasks, Ours.Floor, BullMq.System, Sidekiq.System, Celery.System, Rq.System, Hangfire.System];

    // Where slow systems would tell nothing that the base cell does not.
    private static readonly BenchSystem[] Fast = [Ours.TypedTasks, Ours.Floor, BullMq.System, Sidekiq.System];
    private static readonly BenchSystem[] WithHandlers = [Ours.TypedTasks, BullMq.System, Sidekiq.System, Celery.System];
    private static readonly BenchSystem[] Alone = [Ours.TypedTasks];

    public static IReadOnlyList<Scenario> List { get; } =
    [
        DrainScenario.Of(Everybody),
        BulkScenario.Of(Everybody),
        ConcurrentScenario.Of(Everybody),
        SequentialScenario.Of(Everybody),
        IdleLatencyScenario.Of(Everybody),
        ManyIdleScenario.Of(Fast),
        SustainedScenario.Of(Fast),
        AofScenario.EverySecond(Fast),
        AofScenario.Always(Fast),
        PayloadScenario.Of(Fast),
        HandlerScenario.Waiting(WithHandlers),
        HandlerScenario.Computing(WithHandlers),
        QueuesScenario.Of(Fast),
        WaitingScenario.Of([Ours.TypedTasks, Ours.Floor]),
        TypesScenario.Of(Alone),
        NetworkScenario.Of([.. Fast, Celery.System]),
        MemoryScenario.Of([Ours.TypedTasks, Ours.Floor, Quartz.System]),
        FullScenario.Of([Ours.TypedTasks, BullMq.System, Celery.System, Hangfire.System]),
        NativeScenario.Of(Alone),
        IdleCostScenario.Of([Ours.TypedTasks, BullMq.System, Sidekiq.System, Celery.System, Rq.System, Hangfire.System]),
    ];
}
