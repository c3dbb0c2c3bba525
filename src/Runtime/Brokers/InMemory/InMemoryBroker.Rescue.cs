using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    // Owners renew every second: three renewals missing (a fifth of a long lease), and nobody listening, is an owner that died.
    private const double ShortestSilence = 3_000;

    // Fourfold each time grows beyond all dates soon.
    private const double LongestSuspectDelay = 24 * 60 * 60 * 1000d;

    private readonly RescueGrace grace = new();

    /// <inheritdoc/>
    public ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(request);
        cancellationToken.ThrowIfCancellationRequested();
        Action? callbacks = null;
        var report = default(RescueReport);
        lock (gate)
        {
            long now = Now();
            if (grace.Tick(now, request.LeaseTime))
            {
                CutDeadlines(now, request.LeaseTime);
            }

            foreach ((LeaseId id, HeldLease held) in Lapsed(now, request.LeaseTime))
            {
                leases.Remove(id);
                callbacks += Rescue(held, request, now, ref report);
            }
        }

        callbacks?.Invoke();
        return ValueTask.FromResult(report);
    }

    // The clock went back: a deadline of before would keep the dead alive for as long as it went back.
    private void CutDeadlines(long now, TimeSpan leaseTime)
    {
        long latest = Moment.After(now, leaseTime);
        foreach (HeldLease held in leases.Values)
        {
            if (held.Deadline > latest)
            {
                held.Renew(now, leaseTime);
            }
        }
    }

    /// <summary>The longest lapsed first, in the order in which Redis has them: where several were, their tasks keep one order everywhere.</summary>
    private List<(LeaseId Id, HeldLease Held)> Lapsed(long now, TimeSpan leaseTime)
    {
        List<(LeaseId Id, HeldLease Held)> lapsed = [];
        double silence = Math.Max(ShortestSilence, leaseTime.TotalMilliseconds / 5);
        foreach ((LeaseId id, HeldLease held) in leases)
        {
            bool listens = listeners.ContainsKey(id.Session);
            if ((held.Deadline <= now || (!listens && held.RenewedAt + silence <= now)) && !grace.Protects(now, listens))
            {
                lapsed.Add((id, held));
            }
        }

        if (lapsed.Count > 1)
        {
            lapsed.Sort(static (x, y) => x.Held.Deadline != y.Held.Deadline
                ? x.Held.Deadline.CompareTo(y.Held.Deadline)
                : string.CompareOrdinal(MemberOf(x.Id, x.Held), MemberOf(y.Id, y.Held)));
        }

        return lapsed;
    }

    /// <summary>Rescues what a lease still holds, in its order.</summary>
    /// <returns>Who is to be called once the lock is left, or null.</returns>
    private Action? Rescue(HeldLease held, RescueRequest request, long now, ref RescueReport report)
    {
        Action? callbacks = null;
        int unsettled = held.Unsettled;
        int poisoned = 0;
        for (int slot = 0; slot < held.Length; slot++)
        {
            if (held.Settle(slot) is not { } envelope)
            {
                continue;
            }

            if (!held.Lane.IsSuspect)
            {
                // Any of its mates may be the guilty one: nothing is counted yet (G5).
                held.Queue.Open(Lane.Suspects(held.Queue.Name)).PushTail(envelope);
            }
            else if (TryBuryPoison(held, ref envelope, request, now, out TaskId id))
            {
                poisoned++;
                callbacks += watchers.GetValueOrDefault(id);
            }
            else
            {
                Schedule(new Parked(id, held.Lane, Moment.After(now, SuspectDelay(request, envelope)), default, envelope));
            }
        }

        held.Queue.Taken -= unsettled;
        report = new RescueReport(report.Leases + 1, report.Rescued + unsettled - poisoned, report.Buried + poisoned);
        return callbacks + NextIdle(held.Queue);
    }

    private bool TryBuryPoison(HeldLease held, ref byte[] envelope, RescueRequest request, long now, out TaskId id)
    {
        envelope = Changed(envelope, HeaderChange.Delivered);
        id = new TaskId(envelope.AsSpan(EnvelopeHeader.IdOffset, TaskId.Size));
        if (envelope[EnvelopeHeader.DeliveriesOffset] < request.DeliveryLimit)
        {
            return false;
        }

        byte[] failure = FailureFormat.Write(request.Poison(Moment.ToDate(now)));

        // A replay sends it to the suspects again: should it still be poison, it has no mates there.
        Bury(new Parked(id, held.Lane, now, failure, envelope));
        return true;
    }

    private static TimeSpan SuspectDelay(RescueRequest request, byte[] envelope)
    {
        double factor = Math.Pow(4, envelope[EnvelopeHeader.DeliveriesOffset] - 1);
        return TimeSpan.FromMilliseconds(Math.Min(request.SuspectDelay.TotalMilliseconds * factor, LongestSuspectDelay));
    }
}
