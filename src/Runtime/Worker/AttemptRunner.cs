using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// One attempt, a pipe of named steps over one value: read the envelope, find the invoker, check the expiry, then scope,
/// filters, handler; whatever happens becomes one outcome.
/// </summary>
internal sealed class AttemptRunner(
    AttemptReading reading, HandlerRun run, LeaseSizing sizing, RuntimeScheduler scheduler, string system, bool dropExpired, ILogger log)
{
    // The longest timer that there is, in whole days.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    private readonly FailureMap failures = new(reading, scheduler);
    private readonly OutcomeReport report = new(log, system, dropExpired, scheduler);

    /// <summary>Runs it.</summary>
    /// <param name="attempt">Begun with a slot.</param>
    /// <param name="start">When it began (monotonic).</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> RunAsync(Attempt attempt, long start)
    {
        if (!reading.TryReadEnvelope(attempt, out Outcome outcome)
            || !reading.TryFindInvoker(attempt, out outcome)
            || !reading.TryPassExpiry(attempt, out outcome))
        {
            report.Write(attempt, outcome, start);
            return outcome;
        }

        sizing.See(attempt.TaskIndex);
        CancellationTokenRegistration link = Prepare(attempt);
        using Activity? span = Announce(attempt);
        try
        {
            byte[]? result = await run.InvokeAsync(attempt);
            outcome = attempt.Held.IsLost ? Outcome.LeaseLost() : Outcome.Completed(result);
        }
        catch (Exception error)
        {
            outcome = failures.Map(attempt, error);
            if (outcome.Kind is OutcomeKind.Retried or OutcomeKind.Buried)
            {
                TaskActivities.Fail(span, outcome.Error ?? error);
            }
        }
        finally
        {
            link.Dispose();
            attempt.Timeout?.Dispose();
        }

        if (TaskMeters.MeasuresRunTime)
        {
            TaskMeters.RecordRunTime(system, attempt.Queue, attempt.Name, scheduler.Time.GetElapsedTime(start));
        }

        string word = report.Write(attempt, outcome, start);
        span?.SetTag(TelemetryNames.Outcome, word);
        return outcome;
    }

    /// <summary>What an attempt comes to whose surroundings threw, not its handler: repeated or buried like a failure.</summary>
    public Outcome Broken(Attempt attempt, Exception error)
    {
        if (attempt.Header.Id == default && !reading.TryReadEnvelope(attempt, out Outcome unreadable))
        {
            return unreadable;
        }

        log.AttemptBroken(error, attempt.Name, attempt.Header.Id);
        return failures.Map(attempt, error);
    }

    private Activity? Announce(Attempt attempt)
    {
        ref readonly AttemptFacts facts = ref attempt.Facts;
        Activity? span = TaskActivities.StartProcess(system, facts);
        attempt.LogScope?.Begin(facts);
        log.AttemptStarts(facts.Name, facts.Id, facts.Attempt, facts.MaxAttempts);
        return span;
    }

    private CancellationTokenRegistration Prepare(Attempt attempt)
    {
        CancellationTokenRegistration link = default;
        CancellationToken token = attempt.Held.Token;
        DateTimeOffset? deadline = null;
        if (attempt.Options.Timeout is { } timeout)
        {
            attempt.Timeout = new CancellationTokenSource(timeout < LongestTimeout ? timeout : LongestTimeout, scheduler.Time);
            link = token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), attempt.Timeout);
            token = attempt.Timeout.Token;
            deadline = scheduler.Time.GetUtcNow() + (timeout < LongestTimeout ? timeout : LongestTimeout);
        }

        string name = attempt.Invoker!.Name;
        attempt.Facts = new AttemptFacts(
            attempt.Header.Id,
            name,
            attempt.Queue,
            attempt.Number,
            attempt.Options.Retry.Retries + 1,
            attempt.Header.EnqueuedAt,
            deadline,
            attempt.Envelope.Headers,
            token);
        TaskMeters.CountStarted(system, attempt.Queue, name);
        if (TaskMeters.MeasuresQueueWait && attempt.Header is { Attempts: 0, Deliveries: 0 })
        {
            TaskMeters.RecordQueueWait(system, attempt.Queue, name, scheduler.Time.GetUtcNow() - attempt.Header.EnqueuedAt);
        }

        return link;
    }
}
