namespace TypedTasks;

/// <summary>Looks at what a broker holds, and sends dead letters back to work. Thread-safe; one a host.</summary>
public interface ITaskInspector
{
    /// <summary>The most entries of a page.</summary>
    const int MaxPage = 1000;

    /// <summary>The counts of every queue that was ever sent to or worked on, by name.</summary>
    Task<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>What the broker knows of a task.</summary>
    Task<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>A page of what waits for its time, the next due first.</summary>
    /// <param name="skip">How many to leave out, at least 0.</param>
    /// <param name="take">How many to return at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<ScheduledTask>> ListScheduledAsync(int skip = 0, int take = 100, CancellationToken cancellationToken = default);

    /// <summary>A page of dead letters, the newest first.</summary>
    /// <param name="skip">How many to leave out, at least 0.</param>
    /// <param name="take">How many to return at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(int skip = 0, int take = 100, CancellationToken cancellationToken = default);

    /// <summary>One dead letter; null where there is none of this id.</summary>
    Task<DeadLetter?> FindDeadLetterAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>Sends a dead letter back to its queue, its attempts at zero.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends many dead letters back, the oldest first: those that are there when it starts, not those that fail again meanwhile.
    /// </summary>
    /// <returns>How many were sent back.</returns>
    Task<int> ReplayManyAsync(ReplayOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a dead letter for ever.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteDeadLetterAsync(TaskId id, CancellationToken cancellationToken = default);
}

/// <summary>Which dead letters are replayed, and how fast.</summary>
public sealed record ReplayOptions
{
    /// <summary>Only those that it says yes to; null for all.</summary>
    public Func<DeadLetter, bool>? Where { get; init; }

    /// <summary>The most that are sent back, the oldest of those that match; unlimited by default.</summary>
    public int Max { get; init; } = int.MaxValue;

    /// <summary>How many are sent back a second, so that what failed in masses does not come back in masses; null for no limit.</summary>
    public double? PerSecond { get; init; }
}
