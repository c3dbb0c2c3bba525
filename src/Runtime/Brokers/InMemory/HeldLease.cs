namespace TypedTasks.Brokers.InMemory;

/// <summary>A lease as the broker holds it. That it can be found by its id is what lets its owner settle (G2).</summary>
internal sealed class HeldLease(Lane lane, QueueStore queue, byte[][] envelopes)
{
    // A settled slot is blank.
    private readonly byte[]?[] slots = envelopes;

    public Lane Lane { get; } = lane;

    public QueueStore Queue { get; } = queue;

    public int Length => slots.Length;

    public int Unsettled { get; private set; } = envelopes.Length;

    /// <summary>When it lapses, ms UTC.</summary>
    public long Deadline { get; private set; }

    /// <summary>When its owner was last heard of, ms UTC.</summary>
    public long RenewedAt { get; private set; }

    public void Renew(long now, TimeSpan leaseTime) => (RenewedAt, Deadline) = (now, Moment.After(now, leaseTime));

    /// <summary>Takes the envelope out of a slot and blanks it; null where it was settled already.</summary>
    public byte[]? Settle(int slot)
    {
        byte[]? envelope = slots[slot];
        if (envelope is not null)
        {
            slots[slot] = null;
            Unsettled--;
        }

        return envelope;
    }

    /// <summary>What the owner sees: settled slots are empty.</summary>
    public ReadOnlyMemory<byte>[] Show()
    {
        var shown = new ReadOnlyMemory<byte>[slots.Length];
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = slots[i];
        }

        return shown;
    }
}
