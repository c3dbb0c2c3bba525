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
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.LeaseTime, TimeSpan.Zero, nameof(request));
        Action? callbacks = null;
        var report = default(RescueReport);
        lock (gate)
        {
            long now = Now();
            if (grace.Tick(now, request.LeaseTime))
            {
                CutDeadlines(now, request.LeaseTime);
            }

            foreach (LeaseId id in Lapsed(now, request.LeaseTime))
            {
                leases.Remove(id, out HeldLease? held);
                callbacks += Rescue(held!, request, now, ref report);
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

    private List<LeaseId> Lapsed(long now, TimeSpan leaseTime)
    {
        List<LeaseId> lapsed = [];
        double silence = Math.Max(ShortestSilence, leaseTime.TotalMilliseconds / 5);
        foreach ((LeaseId id, HeldLease held) in leases)
        {
            bool listens = listeners.ContainsKey(id.Session);
            if ((held.Deadline <= now || (!listens && held.RenewedAt + silence <= now)) && !grace.Protects(now, listens))
            {
                lapsed.Add(id);
            }
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
        int deliveries = envelope[EnvelopeHeader.DeliveriesOffset];
        if (deliveries < Math.Min(request.DeliveryLimit, byte.MaxValue))
        {
            return false;
        }

        string message = $"Its worker died {deliveries} times while this task ran alone.";
        byte[] failure = FailureFormat.Write(new Failure(BuryReason.Poison, null, message, null, Moment.ToDate(now)));

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
