namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A name, a count or a time of the request is out of its bounds; nothing is taken.</exception>
    public ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        CheckTake(request);
        lock (gate)
        {
            return ValueTask.FromResult(leases.TryGetValue(request.Lease, out HeldLease? held) ? Show(request.Lease, held) : Take(request));
        }
    }

    private static void CheckTake(TakeRequest request)
    {
        Check.Session(request.Lease.Session);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Lease.Sequence, 1, nameof(request));
        Check.Batch(request.MaxItems, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxBytes, 1, nameof(request));
        Check.Positive(request.LeaseTime, nameof(request));
        if (request.Lanes.Count == 0)
        {
            throw new ArgumentException("A take names at least one lane.", nameof(request));
        }

        for (int i = 0; i < request.Lanes.Count; i++)
        {
            Check.Lane(request.Lanes[i]);
        }
    }

    private Lease? Take(TakeRequest request)
    {
        for (int i = 0; i < request.Lanes.Count; i++)
        {
            Lane lane = request.Lanes[i];
            QueueStore queue = QueueOf(lane.Queue);
            if (queue.Find(lane) is not { Count: > 0 } waiting)
            {
                continue;
            }

            var held = new HeldLease(lane, queue, Pop(waiting, lane.IsSuspect ? 1 : request.MaxItems, request.MaxBytes));
            held.Renew(Now(), request.LeaseTime);
            leases.Add(request.Lease, held);
            queue.Taken += held.Length;
            LeaveIdle(request.Lease.Session);
            return Show(request.Lease, held);
        }

        return null;
    }

    private static Lease Show(LeaseId id, HeldLease held) => new(id, held.Lane, held.Show(), held.Queue.Open(held.Lane).Count);

    private byte[][] Pop(EnvelopeDeque waiting, int maxItems, int maxBytes)
    {
        popped.Clear();
        long bytes = 0;
        while (popped.Count < maxItems && bytes < maxBytes && waiting.Count > 0)
        {
            byte[] envelope = waiting.PopHead();
            bytes += envelope.Length;
            popped.Add(envelope);
        }

        return popped.ToArray();
    }

    // Written and read by Pop under the lock only; kept so that a take allocates nothing but what it returns.
    private readonly List<byte[]> popped = [];
}
