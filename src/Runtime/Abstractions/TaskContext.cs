namespace TypedTasks;

/// <summary>What a handler may know of its attempt. A parameter of this type is supplied by the worker.</summary>
public class TaskContext
{
    /// <summary>Called by workers and by tests of handlers.</summary>
    public TaskContext(
        TaskId id,
        string name,
        string queue,
        int attempt,
        int maxAttempts,
        DateTimeOffset enqueuedAt,
        DateTimeOffset? deadline = null,
        IReadOnlyDictionary<string, string>? headers = null,
        CancellationToken cancellationToken = default)
    {
        Id = id;
        Name = name;
        Queue = queue;
        Attempt = attempt;
        MaxAttempts = maxAttempts;
        EnqueuedAt = enqueuedAt;
        Deadline = deadline;
        Headers = headers ?? CallOptions.EmptyHeaders;
        CancellationToken = cancellationToken;
    }

    /// <summary>The id of the task, the same in every attempt.</summary>
    public TaskId Id { get; }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>The queue that it was taken from.</summary>
    public string Queue { get; }

    /// <summary>The number of this attempt, 1 for the first.</summary>
    public int Attempt { get; }

    /// <summary>Retries + 1.</summary>
    public int MaxAttempts { get; }

    /// <summary>When the task was sent, by the sender's clock (UTC).</summary>
    public DateTimeOffset EnqueuedAt { get; }

    /// <summary>When this attempt times out (UTC), or null.</summary>
    public DateTimeOffset? Deadline { get; }

    /// <summary>The headers that travelled with the task.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Cancelled by the timeout, by a stop of the worker and by the loss of the lease.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// <c>throw context.Snooze(...)</c>: run again later; no attempt is spent.
    /// </summary>
    /// <param name="delay">How much later; at least zero.</param>
    public SnoozeException Snooze(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new SnoozeException(delay);
    }

    /// <summary>
    /// <c>throw context.Stop(...)</c>: do not retry; the task goes to the dead letters with this reason.
    /// </summary>
    public StopException Stop(string reason, Exception? inner = null) => new(reason, inner);
}
