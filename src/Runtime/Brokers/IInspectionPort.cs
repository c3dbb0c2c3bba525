using TypedTasks.Envelopes;

namespace TypedTasks.Brokers;

/// <summary>The look side, apart from the write side: counts, dead letters, what is known of an id.</summary>
public interface IInspectionPort
{
    /// <summary>The counts of every queue that was ever sent to or worked on, by name.</summary>
    ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>What is known of a task by its id.</summary>
    ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>One scheduled task, or null.</summary>
    ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>One dead letter, or null.</summary>
    ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>A page of scheduled tasks, the next due first.</summary>
    ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>A page of dead letters, the newest first.</summary>
    ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>Buried -> Ready, its counters at zero, to the tail of its lane; the outcome kept of its failure is forgotten.</summary>
    /// <returns>Whether it was there.</returns>
    ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>Buried -> nothing.</summary>
    /// <returns>Whether it was there.</returns>
    ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default);
}

/// <summary>A scheduled or buried task as it lies in the broker.</summary>
/// <param name="Id">The id.</param>
/// <param name="Lane">Where it goes when it becomes ready.</param>
/// <param name="At">When it is due, or when it was buried, by the broker's clock (UTC).</param>
/// <param name="Failure">Why it is here; null for one that was sent with a delay.</param>
/// <param name="Envelope">Its bytes.</param>
public sealed record ParkedTask(TaskId Id, Lane Lane, DateTimeOffset At, Failure? Failure, ReadOnlyMemory<byte> Envelope);
