namespace TypedTasks.Brokers;

/// <summary>What a worker wants to take.</summary>
/// <param name="Lease">The name that the lease will have. Asked for again under the same name, the same lease comes back.</param>
/// <param name="Lanes">Where to look, in the order wanted; the first lane that holds anything fills the lease.</param>
/// <param name="MaxItems">The most envelopes, 1 to 1,000. From a suspect lane at most one is taken.</param>
/// <param name="MaxBytes">Stop once the envelopes taken hold this many bytes; at least one is taken.</param>
/// <param name="LeaseTime">How long the lease lives without a renewal.</param>
public sealed record TakeRequest(LeaseId Lease, IReadOnlyList<Lane> Lanes, int MaxItems, int MaxBytes, TimeSpan LeaseTime)
{
    /// <summary>The most envelopes of one lease.</summary>
    public const int MaxBatch = 1000;

    /// <summary>
    /// The queues that the session waits for from then on, where nothing is found: it enters their idle lists in the same step, so that nothing can come in
    /// between, and whatever comes later wakes it (<see cref="IWakePort"/>). Empty by default, which enters none; at most 1,000.
    /// </summary>
    public IReadOnlyList<string> IdleOn { get; init; } = [];

    /// <summary>
    /// Where nothing is found, an empty lease is left under this take's name, for the next envelope of one of its lanes
    /// (<see cref="IWaitLink.Wait"/>). Null by default, which leaves none; never a lane of suspects. For brokers that have an <see cref="IWaitLink"/>; others leave none.
    /// </summary>
    public Lane? WaitIn { get; init; }

    /// <summary>The empty lease of an earlier take, in which nothing came and nobody waits any more: it goes in the same step. Null by default.</summary>
    public Lease? Replaces { get; init; }
}
