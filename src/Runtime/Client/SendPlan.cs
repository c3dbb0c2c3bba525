using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Client;

/// <summary>What a call becomes once all that Delay resolves is resolved; one object for all calls of a task that set nothing themselves.</summary>
/// <param name="Lane">Where it waits.</param>
/// <param name="Due">When it is ready.</param>
/// <param name="Travel">What the worker must know.</param>
/// <param name="Terms">What its handle knows.</param>
/// <param name="Sending">Whether it waits, and is remembered.</param>
internal sealed record SendPlan(Lane Lane, DueTime Due, TravelOptions Travel, OutcomeTerms Terms, SendTerms Sending)
{
    /// <summary>The envelope as the broker gets it.</summary>
    public EnqueueItem Item(TaskId id, ReadOnlyMemory<byte> envelope) =>
        new(id, Lane, Due, envelope) { RememberFor = Sending.RememberFor, QueueLimit = Sending.QueueLimit };
}

/// <summary>What a handle knows of its task's outcome; shared by all calls that are alike.</summary>
/// <param name="KeepResult">How long the outcome is kept, zero for not at all; null where only the id is known.</param>
/// <param name="Due">When the task was due, seen from the time it was sent.</param>
internal sealed record OutcomeTerms(TimeSpan? KeepResult, DueTime Due)
{
    /// <summary>Only the id is known.</summary>
    public static OutcomeTerms Unknown { get; } = new(null, DueTime.Now);

    /// <summary>When it was sent, where its id does not say it: the caller chose the id, perhaps long before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When an outcome that nothing was heard of cannot be expected any more.</summary>
    /// <param name="id">The task.</param>
    /// <param name="asked">When the waiting began: counts where nothing else says when the task was sent.</param>
    /// <param name="patience">How long it is believed to be alive at least.</param>
    public DateTimeOffset GiveUpAt(TaskId id, DateTimeOffset asked, TimeSpan patience)
    {
        DateTimeOffset sent = SentAt ?? (id.TellsWhenMade && id.MadeAt < asked ? id.MadeAt : asked);
        DateTimeOffset ready = Due switch
        {
            { At: { } at } => at > sent ? at : sent,
            { After: { } after } => Later(sent, after),
            _ => sent,
        };
        return Later(ready, KeepResult > patience ? KeepResult.Value : patience);
    }

    /// <summary>Adds, and stops at the end of time.</summary>
    internal static DateTimeOffset Later(DateTimeOffset date, TimeSpan duration) =>
        duration < DateTimeOffset.MaxValue - date ? date + duration : DateTimeOffset.MaxValue;
}
