namespace TypedTasks.Brokers.InMemory;

/// <summary>A lane: envelopes in order, cheap at both ends, in one ring of memory that shrinks again when a flood is over.</summary>
internal sealed class EnvelopeDeque
{
    private const int SmallestRing = 16;

    private byte[]?[] ring = [];
    private int head;

    public int Count { get; private set; }

    public byte[] Head => ring[head]!;

    public void PushTail(byte[] envelope)
    {
        if (Count == ring.Length)
        {
            Resize(Math.Max(SmallestRing, Count * 2));
        }

        ring[(head + Count) & (ring.Length - 1)] = envelope;
        Count++;
    }

    public void PushHead(byte[] envelope)
    {
        if (Count == ring.Length)
        {
            Resize(Math.Max(SmallestRing, Count * 2));
        }

        head = (head - 1) & (ring.Length - 1);
        ring[head] = envelope;
        Count++;
    }

    public byte[] PopHead()
    {
        byte[] envelope = ring[head]!;
        ring[head] = null;
        head = (head + 1) & (ring.Length - 1);
        Count--;
        if (Count < ring.Length / 8 && ring.Length > SmallestRing)
        {
            Resize(ring.Length / 2);
        }

        return envelope;
    }

    /// <summary>All of them, the head first.</summary>
    public IEnumerable<byte[]> All()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return ring[(head + i) & (ring.Length - 1)]!;
        }
    }

    // The size stays a power of two, so that a position is a mask and not a division.
    private void Resize(int size)
    {
        var larger = new byte[]?[size];
        int first = Math.Min(Count, ring.Length - head);
        Array.Copy(ring, head, larger, 0, first);
        Array.Copy(ring, 0, larger, first, Count - first);
        (ring, head) = (larger, 0);
    }
}
