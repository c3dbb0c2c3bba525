using Microsoft.Extensions.Logging;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>Outcome to log line, counters and the word on the span.</summary>
/// <param name="log">The log.</param>
/// <param name="system">What the broker is.</param>
/// <param name="dropExpired">Whether an expired task is dropped, and no dead letter.</param>
/// <param name="scheduler">The clock.</param>
internal sealed class OutcomeReport(ILogger log, string system, bool dropExpired, RuntimeScheduler scheduler)
{
    /// <summary>Reports it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="start">When the attempt began (monotonic).</param>
    /// <returns>The word for it.</returns>
    public string Write(Attempt attempt, in Outcome outcome, long start)
    {
#pragma warning disable CS8524 // A value without a name cannot come; a name without an arm stays an error (CS8509).
        return outcome.Kind switch
        {
            OutcomeKind.Completed => Completed(attempt, start),
            OutcomeKind.Retried => Retried(attempt, outcome),
            OutcomeKind.Buried => Buried(attempt, outcome),
            OutcomeKind.Snoozed => Snoozed(attempt, outcome),
            OutcomeKind.Expired => Expired(attempt),
            OutcomeKind.Interrupted => Interrupted(attempt),
            OutcomeKind.Deferred => Deferred(attempt, outcome),
            OutcomeKind.LeaseLost => LeaseLost(attempt),
        };
#pragma warning restore CS8524
    }

    private string Completed(Attempt attempt, long start)
    {
        TaskMeters.CountCompleted(system, attempt.Queue, attempt.Name);
        if (log.IsEnabled(LogLevel.Debug))
        {
            // The clock is asked only where somebody reads it: each task would pay for it.
            log.AttemptCompleted(attempt.Name, attempt.Header.Id, scheduler.Time.GetElapsedTime(start).TotalMilliseconds);
        }

        return "completed";
    }

    private string Retried(Attempt attempt, in Outcome outcome)
    {
        TaskMeters.CountFailed(system, attempt.Queue, attempt.Name, outcome.Failure?.ErrorType);
        TaskMeters.CountRetried(system, attempt.Queue, attempt.Name);
        log.AttemptRetried(outcome.Error, attempt.Name, attempt.Header.Id, attempt.Number, outcome.Delay, outcome.Message);
        return "retried";
    }

    private string Buried(Attempt attempt, in Outcome outcome)
    {
        BuryReason reason = outcome.Failure?.Reason ?? BuryReason.Exhausted;
        TaskMeters.CountFailed(system, attempt.Queue, attempt.Name, outcome.Failure?.ErrorType);
        TaskMeters.CountBuried(system, attempt.Queue, attempt.Name, reason);
        log.AttemptBuried(outcome.Error, attempt.Name, attempt.Header.Id, reason, attempt.Number, outcome.Message);
        return "buried";
    }

    private string Snoozed(Attempt attempt, in Outcome outcome)
    {
        TaskMeters.CountReleased(system, attempt.Queue, 1);
        log.AttemptSnoozed(attempt.Name, attempt.Header.Id, outcome.Delay);
        return "snoozed";
    }

    private string Expired(Attempt attempt)
    {
        if (!dropExpired)
        {
            TaskMeters.CountBuried(system, attempt.Queue, attempt.Name, BuryReason.Expired);
        }

        log.AttemptExpired(attempt.Name, attempt.Header.Id);
        return "expired";
    }

    private string Interrupted(Attempt attempt)
    {
        TaskMeters.CountReleased(system, attempt.Queue, 1);
        log.AttemptInterrupted(attempt.Name, attempt.Header.Id);
        return "interrupted";
    }

    private string Deferred(Attempt attempt, in Outcome outcome)
    {
        TaskMeters.CountReleased(system, attempt.Queue, 1);
        log.AttemptDeferred(attempt.Name, attempt.Header.Id, outcome.Delay, outcome.Message);
        return "deferred";
    }

    private string LeaseLost(Attempt attempt)
    {
        log.AttemptLeaseLost(attempt.Name, attempt.Header.Id);
        return "lease lost";
    }
}
