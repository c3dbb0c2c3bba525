namespace TypedTasks;

/// <summary>A sent task: its id, its state and, where it is kept, its result.</summary>
public abstract class TaskHandle
{
    private protected TaskHandle(TaskId id) => Id = id;

    /// <summary>The id of the task.</summary>
    public TaskId Id { get; }

    /// <summary>What the broker knows of it now. Plain waiting or running work is <see cref="TaskState.Unknown"/>.</summary>
    public abstract Task<TaskState> GetStateAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public override string ToString() => Id.ToString();
}

/// <inheritdoc/>
/// <typeparam name="TResult">What the method returns.</typeparam>
public abstract class TaskHandle<TResult> : TaskHandle
{
    /// <summary>Called by clients.</summary>
    protected TaskHandle(TaskId id)
        : base(id)
    {
    }

    /// <summary>Waits for the outcome. Pushed, not polled; it never hangs where no outcome can come.</summary>
    /// <exception cref="TaskResultNotKeptException">The task keeps no result.</exception>
    /// <exception cref="TaskResultGoneException">
    /// Nothing was heard of the task for its KeepResult time (the host's default one where that is longer, or where only the id
    /// is known), counted from when it was due: its outcome was dropped, or it still waits in a queue that nobody works on.
    /// </exception>
    /// <exception cref="BrokerUnavailableException">The broker cannot be reached when the wait begins; an outage later is waited out.</exception>
    /// <exception cref="TaskResultExpiredException">The task expired before it started.</exception>
    /// <exception cref="TaskFailedException">The task failed for good; carries the remote message and stack.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract Task<TResult> GetAsync(CancellationToken cancellationToken = default);
}
