namespace TypedTasks;

/// <summary>How Delay sends (<c>TypedTasks:Sending:&lt;option&gt;</c>).</summary>
public sealed class SendingOptions
{
    /// <summary>
    /// How long Delay waits through an outage of the broker and sends again, 0 to 1 day. Zero (the default): not at all, it throws at
    /// once. Where it waits, ids are remembered, so that a task that was stored although no answer came is not stored twice.
    /// </summary>
    public TimeSpan WaitForBroker { get; set; }

    /// <summary>
    /// How long after the wait the broker remembers the id of a task that was sent with <see cref="WaitForBroker"/> or with an id of the
    /// caller's own (<see cref="TaskCall{TResult}.WithId"/>): 10 min by default, 1 min to 30 days. Each id costs the broker memory for
    /// that time.
    /// </summary>
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromMinutes(10);
}
