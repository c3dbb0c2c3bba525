using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Worker;

namespace TypedTasks.Testing;

/// <summary>The worker of a harness: the same steps as in production, one task after the other, in the caller's flow.</summary>
internal sealed class InlineWorker(
    IBroker broker,
    DispatchTable table,
    WorkerOptions options,
    TypedTasksOptions overrides,
    RuntimeScheduler scheduler,
    IServiceProvider services,
    ILogger log,
    IEnvelopeSeal? seal)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromHours(1);

    private readonly AttemptRunner runner = new(
        new AttemptReading(table, new RunOptionsResolver(table, overrides.Tasks), options, scheduler, seal),
        new HandlerRun(services),
        new LeaseSizing(table.Invokers.Count, options),
        scheduler,
        broker.System,
        options.DropExpired,
        log);

    private long sequence;

    /// <summary>Runs the next ready task of any queue.</summary>
    /// <returns>Null where none is ready.</returns>
    public async Task<RanAttempt?> RunNextAsync(CancellationToken cancellationToken)
    {
        foreach (QueueCounts queue in await broker.CountAsync(cancellationToken))
        {
            var request = new TakeRequest(new LeaseId("harness", ++sequence), Lanes(queue.Queue), MaxItems: 1, int.MaxValue, LeaseTime);
            if (queue.Ready > 0 && await broker.TakeAsync(request, cancellationToken) is { } lease)
            {
                return await RunAsync(lease);
            }
        }

        return null;
    }

    private async Task<RanAttempt> RunAsync(Lease lease)
    {
        long start = scheduler.Time.GetTimestamp();
        using var logScope = new SlotLogScope(log, options.LogScopes);
        logScope.Open();
        Attempt attempt = new Attempt { LogScope = logScope }.Begin(new HeldLease(lease, start), slot: 0);
        Outcome outcome = await runner.RunAsync(attempt, start);
        if (OutcomeSettlements.Of(attempt, outcome, options.DropExpired) is { } settlement)
        {
            await broker.SettleAsync(lease, [settlement]);
        }

        return new RanAttempt(attempt.Header.Id, attempt.Name, attempt.Number, OutcomeOf(outcome.Kind), outcome.Error);
    }

    private static Lane[] Lanes(string queue) =>
        [Lane.Suspects(queue), .. Enumerable.Range(0, TaskDefaults.MaxPriority + 1).Reverse().Select(priority => Lane.Of(queue, priority))];

    private static AttemptOutcome OutcomeOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Completed => AttemptOutcome.Completed,
        OutcomeKind.Retried => AttemptOutcome.Retried,
        OutcomeKind.Buried => AttemptOutcome.Buried,
        OutcomeKind.Snoozed => AttemptOutcome.Snoozed,
        OutcomeKind.Expired => AttemptOutcome.Expired,
        OutcomeKind.Deferred => AttemptOutcome.Deferred,
        _ => AttemptOutcome.Interrupted,
    };
}
