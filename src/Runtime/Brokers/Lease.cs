namespace TypedTasks.Brokers;

/// <summary>What one take brought: envelopes of one lane under one deadline. A slot is an index into <see cref="Envelopes"/>.</summary>
/// <param name="Id">The name of the lease.</param>
/// <param name="Lane">Where the envelopes came from and unfinished ones go back to.</param>
/// <param name="Envelopes">The envelopes, the oldest first. A slot that is empty is settled already.</param>
/// <param name="Waiting">How many more wait in the lane.</param>
public sealed record Lease(LeaseId Id, Lane Lane, IReadOnlyList<ReadOnlyMemory<byte>> Envelopes, long Waiting)
{
    /// <summary>
    /// What the envelopes lie in, where that is used again: the worker disposes it once all slots are settled and nobody reads them any
    /// more. Null where it is the garbage collector's; a lease that nobody disposes is so too.
    /// </summary>
    public IDisposable? Memory { get; init; }

    /// <summary>Whether it holds no slot yet: what a take left that found nothing (<see cref="TakeRequest.WaitIn"/>).</summary>
    public bool IsEmpty => Envelopes.Count == 0;
}
