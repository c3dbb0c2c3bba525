using System.Text;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Worker;

/// <summary>The steps before a handler runs. Each fills the attempt and says whether the next one may go on, or what it came to.</summary>
internal sealed class AttemptReading(
    DispatchTable table, RunOptionsResolver resolver, WorkerOptions options, RuntimeScheduler scheduler, IEnvelopeSeal? seal)
{
    /// <summary>Step 1: the bytes become an envelope.</summary>
    public bool TryReadEnvelope(Attempt attempt, out Outcome outcome)
    {
        outcome = default;
        ReadOnlyMemory<byte> bytes = attempt.Bytes;
        EnvelopeProblem problem = Open(attempt, out string? refused);
        if (problem == EnvelopeProblem.None)
        {
            attempt.Header = attempt.Envelope.Header;
            attempt.Travel = attempt.Envelope.Options;
            return true;
        }

        if (!EnvelopeHeader.TryRead(bytes.Span, out EnvelopeHeader header))
        {
            // Not even an id: nothing could find it again, so that it gets one and is buried with its bytes.
            attempt.Header = new EnvelopeHeader(0, 0, 0, 0, 0, TaskId.New(scheduler), scheduler.Time.GetUtcNow());
            outcome = Outcome.Buried(Say(BuryReason.Unreadable, $"These {bytes.Length} bytes are no envelope."), spent: false);
            return false;
        }

        attempt.Header = header;
        outcome = problem switch
        {
            EnvelopeProblem.Newer => Defer(attempt, BuryReason.NewerEnvelope, $"The envelope is of version {header.Version} with flags {header.Flags}; this worker reads version {EnvelopeFormat.CurrentVersion}."),
            EnvelopeProblem.UnknownKey when refused is not null => Defer(attempt, BuryReason.UnknownKey, $"The envelope is sealed with key '{NameGrammar.Printable(EnvelopeFormat.KeyOf(bytes))}', and the keys of this worker threw: {refused}"),
            EnvelopeProblem.UnknownKey => Defer(attempt, BuryReason.UnknownKey, $"The envelope is sealed with key '{NameGrammar.Printable(EnvelopeFormat.KeyOf(bytes))}', which this worker does not have."),
            EnvelopeProblem.NotSealed => Outcome.Buried(Say(BuryReason.NotAuthentic, "The envelope is neither encrypted nor signed, and this worker takes nothing plain."), spent: false),
            EnvelopeProblem.Forged => Outcome.Buried(Say(BuryReason.NotAuthentic, $"The envelope is not what was sealed with key '{NameGrammar.Printable(EnvelopeFormat.KeyOf(bytes))}': it was changed, or belongs to another task or namespace."), spent: false),
            EnvelopeProblem.OverLimit => Unreadable(attempt, overLimit: true, "The envelope cannot be read: a count or a length is over its limit.", null),
            _ => Unreadable(attempt, overLimit: false, "The envelope cannot be read: its bytes are damaged.", null),
        };
        return false;
    }

    // A key ring is others' code, a device's perhaps: what it throws is as if it did not have the key, now.
    private EnvelopeProblem Open(Attempt attempt, out string? refused)
    {
        refused = null;
        try
        {
            return attempt.Open(seal);
        }
        catch (Exception error) when (seal is not null)
        {
            refused = error.Message;
            return EnvelopeProblem.UnknownKey;
        }
    }

    /// <summary>Step 2: the name finds its entry, if this worker knows the version.</summary>
    public bool TryFindInvoker(Attempt attempt, out Outcome outcome)
    {
        outcome = default;
        if (!table.TryFind(attempt.Envelope.Name.Span, out int index, out TaskInvoker? invoker, out int version))
        {
            outcome = Defer(attempt, BuryReason.UnknownTask, $"No task is called '{NameGrammar.PrintableTask(Encoding.UTF8.GetString(attempt.Envelope.Name.Span))}' here.");
            return false;
        }

        if (attempt.Envelope.TaskVersion > version)
        {
            outcome = Defer(attempt, BuryReason.UnknownTask, $"The call of '{invoker.Name}' is of version {attempt.Envelope.TaskVersion}; this worker has version {version}.");
            return false;
        }

        attempt.TaskIndex = index;
        attempt.Invoker = invoker;
        attempt.Options = resolver.Resolve(index, attempt.Travel);
        return true;
    }

    /// <summary>Step 3: it must not have expired.</summary>
    public bool TryPassExpiry(Attempt attempt, out Outcome outcome)
    {
        outcome = default;
        if (attempt.Travel.ExpiresAt is not { } expires || scheduler.Time.GetUtcNow() < expires)
        {
            return true;
        }

        outcome = Outcome.Expired(Say(BuryReason.Expired, $"It expired at {expires:u} before it started."));
        return false;
    }

    /// <summary>What an unreadable payload comes to.</summary>
    public Outcome Unreadable(Attempt attempt, bool overLimit, string message, Exception? error)
    {
        RetryDecision decision = RetryDecision.ForUnreadable(overLimit, attempt.Options.Retry, attempt.Number, scheduler.NextDouble());
        Failure failure = Say(decision.Bury, message);
        return decision.Bury is null ? Outcome.Retried(decision.Delay, failure, error) : Outcome.Buried(failure, spent: true, error);
    }

    private Outcome Defer(Attempt attempt, BuryReason otherwise, string message) =>
        DeferralRule.Next(attempt.Header.Deferrals, options.UnknownTaskPeriod) is { } wait
            ? Outcome.Deferred(wait, Say(null, message))
            : Outcome.Buried(Say(otherwise, message), spent: false);

    private Failure Say(BuryReason? reason, string message) => new(reason, null, message, null, scheduler.Time.GetUtcNow());
}
