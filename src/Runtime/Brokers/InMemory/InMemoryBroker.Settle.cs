using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A slot is none of the lease or named twice, or a lane was never made; nothing is written.</exception>
    public ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(lease, settlements);
        cancellationToken.ThrowIfCancellationRequested();
        if (settlements.Count == 0)
        {
            return ValueTask.FromResult(SettleStatus.Settled);
        }

        Action? callbacks = null;
        lock (gate)
        {
            if (!leases.TryGetValue(lease.Id, out HeldLease? held))
            {
                return ValueTask.FromResult(SettleStatus.LeaseLost);
            }

            long now = Now();
            int unsettled = held.Unsettled;
            bool released = false;
            bool buries = false;
            for (int i = 0; i < settlements.Count; i++)
            {
                released |= settlements[i] is ReleaseSettlement;
                buries |= settlements[i] is BurySettlement;
                callbacks += settlements[i] is BurySettlement ? null : Settle(held, settlements[i], now);
            }

            // Last: of a task that is there twice, how it failed is the outcome that stays, whatever the order of the slots.
            for (int i = 0; buries && i < settlements.Count; i++)
            {
                callbacks += settlements[i] is BurySettlement ? Settle(held, settlements[i], now) : null;
            }

            if (released)
            {
                Release(held, settlements);
                callbacks += NextIdle(held.Queue);
            }

            held.Queue.Taken -= unsettled - held.Unsettled;
            if (held.Unsettled == 0)
            {
                leases.Remove(lease.Id);
            }
        }

        callbacks?.Invoke();
        return ValueTask.FromResult(SettleStatus.Settled);
    }

    private Action? Settle(HeldLease held, Settlement settlement, long now)
    {
        // Where it goes is counted from now on, also where it went there before.
        if (settlement is RetrySettlement { Lane: var later })
        {
            QueueOf(later.Queue);
        }
        else if (settlement is BurySettlement { Lane: var replayed })
        {
            QueueOf(replayed.Queue);
        }

        if (settlement is ReleaseSettlement || held.Settle(settlement.Slot) is not { } envelope)
        {
            return null;
        }

        switch (settlement)
        {
            case CompleteSettlement complete:
                return KeepResult(complete.Result, now);
            case RetrySettlement retry:
                Schedule(new Parked(retry.Id, retry.Lane, Moment.After(now, retry.Delay), retry.Failure.ToArray(), Changed(envelope, retry.Change)));
                return null;
            case BurySettlement bury:
                Bury(new Parked(bury.Id, bury.Lane, now, bury.Failure.ToArray(), Changed(envelope, bury.Change)));
                KeepResult(bury.Result, now);

                // Whoever waits for the task is told in any case: it has ended.
                return watchers.GetValueOrDefault(bury.Result?.Id ?? bury.Id);
            default:
                return null;
        }
    }

    // To the head of the lane, the last slot first, so that they lie there in the order in which they were taken.
    private static void Release(HeldLease held, IReadOnlyList<Settlement> settlements)
    {
        EnvelopeDeque lane = held.Queue.Open(held.Lane);
        foreach (int slot in settlements.OfType<ReleaseSettlement>().Select(static s => s.Slot).OrderDescending())
        {
            if (held.Settle(slot) is { } envelope)
            {
                lane.PushHead(envelope);
            }
        }
    }

    private void Bury(Parked parked)
    {
        if (buried.Put(parked) is { } replaced)
        {
            QueueOf(replaced.Lane.Queue).Buried--;
        }

        QueueOf(parked.Lane.Queue).Buried++;
    }

    // Copied, not rewritten in place: whoever took the envelope may still be looking at its bytes.
    private static byte[] Changed(byte[] envelope, HeaderChange change)
    {
        if (change == HeaderChange.None)
        {
            return envelope;
        }

        byte[] changed = envelope.AsSpan().ToArray();
        change.Apply(changed);
        return changed;
    }
}
