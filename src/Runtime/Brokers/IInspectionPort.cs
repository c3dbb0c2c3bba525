using TypedTasks.Envelopes;

namespace TypedTasks.Brokers;

/// <summary>The look side, apart from the write side: counts, dead letters, what is known of an id.</summary>
public interface IInspectionPort
{
    /// <summary>The most that one page shows; who asks for more gets so many.</summary>
    const int MaxPage = 1000;

    /// <summary>The counts of every queue that was ever sent to or worked on, by name.</summary>
    ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>What is known of a task by its id.</summary>
    ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>One scheduled task, or null.</summary>
    ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>One dead letter, or null.</summary>
    ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>A page of what waits in one lane, the next to be taken first. Nothing is taken, and no worker notices.</summary>
    /// <remarks>The lane moves on between two pages: what is taken meanwhile shifts the rest, so that some may be missed or seen twice.</remarks>
    /// <returns>Envelopes.</returns>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>A page of leases with what they still hold. Nothing is renewed, and no worker notices.</summary>
    /// <param name="skip">How many leases to pass over, in an order that holds while none comes or goes.</param>
    /// <param name="take">How many leases to show.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default);

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

/// <summary>What one lease still holds.</summary>
/// <param name="Lane">Where it was taken from.</param>
/// <param name="Envelopes">The envelopes that are not settled.</param>
public sealed record TakenTasks(Lane Lane, IReadOnlyList<ReadOnlyMemory<byte>> Envelopes);
