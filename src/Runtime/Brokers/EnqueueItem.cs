namespace TypedTasks.Brokers;

/// <summary>One envelope on its way in.</summary>
/// <param name="Id">The id in its header.</param>
/// <param name="Lane">Where it waits when it is ready.</param>
/// <param name="Due">When it is ready.</param>
/// <param name="Envelope">Its bytes. The broker copies or sends them before the call returns.</param>
public readonly record struct EnqueueItem(TaskId Id, Lane Lane, DueTime Due, ReadOnlyMemory<byte> Envelope);
