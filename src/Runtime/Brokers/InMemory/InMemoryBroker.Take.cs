namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A name, a count or a time of the request is out of its bounds; nothing is taken.</exception>
    public ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(request);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(
                leases.TryGetValue(request.Lease, out HeldLease? held) ? TakeAgain(request, held) : takes.IsLate(request.Lease, Now()) ? null : Take(request));
        }
    }

    // Whoever asks counts the lease from this request on: an older deadline would let it be rescued under a live owner.
    private Lease TakeAgain(TakeRequest request, HeldLease held)
    {
        held.Renew(Now(), request.LeaseTime);
        return Show(request.Lease, held);
    }

    private Lease? Take(TakeRequest request)
    {
        HeldLease? held = null;
        foreach (string name in request.IdleOn)
        {
            QueueOf(name);
        }

        for (int i = 0; i < request.Lanes.Count; i++)
        {
            // The queue of every lane is worked on, whichever of them has something.
            Lane lane = request.Lanes[i];
            QueueStore queue = QueueOf(lane.Queue);
            if (held is null && queue.Find(lane) is { Count: > 0 } waiting)
            {
                held = new HeldLease(lane, queue, Pop(waiting, lane.IsSuspect ? 1 : request.MaxItems, request.MaxBytes));
            }
        }

        if (held is null)
        {
            EnterIdle(request.Lease.Session, request.IdleOn);
            return null;
        }

        held.Renew(Now(), request.LeaseTime);
        leases.Add(request.Lease, held);
        held.Queue.Taken += held.Length;
        LeaveIdle(request.Lease.Session);
        return Show(request.Lease, held);
    }

    private static Lease Show(LeaseId id, HeldLease held) => new(id, held.Lane, held.Show(), held.Queue.Open(held.Lane).Count);

    private byte[][] Pop(EnvelopeDeque waiting, int maxItems, int maxBytes)
    {
        popped.Clear();
        long bytes = 0;
        do
        {
            byte[] envelope = waiting.PopHead();
            bytes += envelope.Length;
            popped.Add(envelope);
        }
        while (popped.Count < maxItems && bytes < maxBytes && waiting.Count > 0);

        return popped.ToArray();
    }

    // Under the lock only.
    private readonly LastTakes takes = new();

    // Written and read by Pop under the lock only; kept so that a take allocates nothing but what it returns.
    private readonly List<byte[]> popped = [];
}
