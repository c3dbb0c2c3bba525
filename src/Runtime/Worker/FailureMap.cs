using TypedTasks.Dispatch;
using TypedTasks.Envelopes;

namespace TypedTasks.Worker;

/// <summary>What an exception of an attempt comes to.</summary>
internal sealed class FailureMap(AttemptReading reading, RuntimeScheduler scheduler)
{
    /// <summary>Maps it.</summary>
    public Outcome Map(Attempt attempt, Exception error)
    {
        if (attempt.Held.IsLost)
        {
            return Outcome.LeaseLost();
        }

        switch (error)
        {
            case SnoozeException snooze:
                return Outcome.Snoozed(snooze.Delay);
            case StopException:
                return Outcome.Buried(Describe(BuryReason.Stopped, error.InnerException ?? error, error.Message), spent: true, error);
            case UnreadableArgumentsException unreadable:
                return reading.Unreadable(attempt, unreadable.OverLimit, $"The arguments cannot be read: {error.Message}", error);
        }

        if (attempt.Held.IsInterrupted)
        {
            // A cancelled handler fails in many ways, not only with OperationCanceledException: none of them spends an attempt.
            return Outcome.Interrupted();
        }

        if (error is OperationCanceledException && attempt.TimedOut)
        {
            error = new TimeoutException($"The attempt was cancelled by its timeout of {attempt.Options.Timeout}.", error);
        }

        RetryDecision decision = RetryDecision.For(error, attempt.Options, attempt.Number, scheduler.NextDouble());
        Failure failure = Describe(decision.Bury, error, null);
        return decision.Bury is null ? Outcome.Retried(decision.Delay, failure, error) : Outcome.Buried(failure, spent: true, error);
    }

    private Failure Describe(BuryReason? reason, Exception error, string? message)
    {
        string? type = error.GetType().FullName;
        DateTimeOffset now = scheduler.Time.GetUtcNow();
        try
        {
            return new Failure(reason, type, message ?? error.Message, error.InnerException is null ? error.StackTrace : error.ToString(), now);
        }
        catch (Exception)
        {
            // Message and ToString are a user's code too; what they throw must not cost the task its settlement.
            return new Failure(reason, type, message ?? "The exception cannot describe itself.", null, now);
        }
    }
}
