namespace TypedTasks;

/// <summary>
/// The queue holds as many ready tasks as its limit allows (<see cref="QueueOptions.Limit"/>); the task was not sent, and that is
/// certain.
/// </summary>
public sealed class QueueFullException : TaskNotSentException
{
    /// <summary>Called by brokers and clients.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="limit">How many ready tasks it may hold.</param>
    /// <param name="accepted">How many of a bulk send the broker has, counted from the first.</param>
    /// <param name="waited">How long the send waited for room; null where it did not.</param>
    public QueueFullException(string queue, int limit, int accepted = 0, TimeSpan? waited = null)
        : base(Tell(queue, limit, accepted, waited), outcomeUnknown: false, accepted)
    {
        Queue = queue;
        Limit = limit;
        Waited = waited;
    }

    /// <summary>The queue.</summary>
    public string Queue { get; }

    /// <summary>How many ready tasks it may hold.</summary>
    public int Limit { get; }

    /// <summary>How long the send waited for room; null where it did not.</summary>
    public TimeSpan? Waited { get; }

    private static string Tell(string queue, int limit, int accepted, TimeSpan? waited)
    {
        string remedy = waited is { } time
            ? FormattableString.Invariant($"There was no room for {time.TotalSeconds:0.#} s, as long as {QueueOptions.PathOf(queue, nameof(QueueOptions.WaitForRoom))} allows.")
            : $"Set {QueueOptions.PathOf(queue, nameof(QueueOptions.WhenFull))} to Wait for a Delay that waits for room, raise the limit, or add workers.";
        string sent = accepted > 0 ? FormattableString.Invariant($" The first {accepted:N0} were accepted.") : string.Empty;
        return FormattableString.Invariant(
            $"Queue '{queue}' is full: its limit is {limit:N0} ready tasks ({QueueOptions.PathOf(queue, nameof(QueueOptions.Limit))}).{sent} {remedy}");
    }
}
