namespace TypedTasks.Brokers;

/// <summary>One envelope on its way in.</summary>
/// <param name="Id">The id in its header.</param>
/// <param name="Lane">Where it waits when it is ready.</param>
/// <param name="Due">When it is ready.</param>
/// <param name="Envelope">Its bytes. The broker copies or sends them before the call returns.</param>
public readonly record struct EnqueueItem(TaskId Id, Lane Lane, DueTime Due, ReadOnlyMemory<byte> Envelope)
{
    /// <summary>
    /// How long the broker remembers the id: an item that is sent again within that time is accepted and not stored again. Zero:
    /// not at all, and sent again it is stored again.
    /// </summary>
    public TimeSpan RememberFor { get; init; }

    /// <summary>
    /// How many ready tasks its queue may hold, all lanes together, for this item to be stored; zero: any number. Only an item that
    /// is ready at once is held to it.
    /// </summary>
    public int QueueLimit { get; init; }
}
