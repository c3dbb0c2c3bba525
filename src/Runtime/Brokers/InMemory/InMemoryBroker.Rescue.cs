using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    // Owners renew every second: three renewals missing, and nobody listening, is an owner that died.
    private const long SilenceOfTheDead = 3_000;

    // Fourfold each time grows beyond all dates soon.
    private const double LongestSuspectDelay = 24 * 60 * 60 * 1000d;

    private readonly RescueGrace grace = new();

    /// <inheritdoc/>
    public ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        Check.Positive(request.LeaseTime, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.DeliveryLimit, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SuspectDelay, TimeSpan.Zero, nameof(request));
        Action? callbacks = null;
        var report = default(RescueReport);
        lock (gate)
        {
            long now = Now();
            grace.Tick(now, request.LeaseTime);
            foreach (LeaseId id in Lapsed(now))
            {
                leases.Remove(id, out HeldLease? held);
                callbacks += Rescue(held!, request, now, ref report);
            }
        }

        callbacks?.Invoke();
        return ValueTask.FromResult(report);
    }

    private List<LeaseId> Lapsed(long now)
    {
        List<LeaseId> lapsed = [];
        foreach ((LeaseId id, HeldLease held) in leases)
        {
            bool listens = listeners.ContainsKey(id.Session);
            if ((held.Deadline <= now || (!listens && held.RenewedAt + SilenceOfTheDead <= now)) && !grace.Protects(now, listens))
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
        if (deliveries < request.DeliveryLimit)
        {
            return false;
        }

        string message = $"Its worker died {deliveries} times while this task ran alone.";
        byte[] failure = FailureFormat.Write(new Failure(BuryReason.Poison, null, message, null, Moment.ToDate(now)));
        Bury(new Parked(id, Lane.Of(held.Queue.Name), now, failure, envelope));
        return true;
    }

    private static TimeSpan SuspectDelay(RescueRequest request, byte[] envelope)
    {
        double factor = Math.Pow(4, envelope[EnvelopeHeader.DeliveriesOffset] - 1);
        return TimeSpan.FromMilliseconds(Math.Min(request.SuspectDelay.TotalMilliseconds * factor, LongestSuspectDelay));
    }
}
