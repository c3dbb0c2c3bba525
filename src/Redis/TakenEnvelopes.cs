using System.Buffers;
using System.Collections;
using RawReply = RESPite.Messages.RespReader;

namespace TypedTasks.Redis;

/// <summary>
/// The envelopes of one lease, one behind the other in an array of the pool: a take costs no array for each of them. Given back, it
/// shows no bytes any more, so that a late reader fails and never sees those of another lease.
/// </summary>
internal sealed class TakenEnvelopes : IReadOnlyList<ReadOnlyMemory<byte>>, IDisposable
{
    private readonly int[] ends;
    private byte[]? bytes;

    private TakenEnvelopes(byte[] bytes, int[] ends) => (this.bytes, this.ends) = (bytes, ends);

    public int Count => ends.Length;

    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            byte[] held = bytes ?? throw new ObjectDisposedException(nameof(TakenEnvelopes));
            int start = index == 0 ? 0 : ends[index - 1];
            return held.AsMemory(start, ends[index] - start);
        }
    }

    /// <summary>Copies the strings of an array.</summary>
    public static TakenEnvelopes Read(RawReply reply)
    {
        reply.DemandAggregate();
        var ends = new int[reply.AggregateLength()];
        byte[] bytes = [];
        int end = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            reply.MoveNextScalar();
            int length = reply.ScalarLength();
            if (bytes.Length - end < length)
            {
                // Envelopes of one lane are much alike: the first tells how much room all of them need.
                bytes = Grow(bytes, end, Math.Max(end + length, i == 0 ? (int)Math.Min((long)length * ends.Length, Array.MaxLength) : bytes.Length * 2));
            }

            end += reply.CopyTo(bytes.AsSpan(end));
            ends[i] = end;
        }

        return new TakenEnvelopes(bytes, ends);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref bytes, null) is { Length: > 0 } held)
        {
            ArrayPool<byte>.Shared.Return(held);
        }
    }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static byte[] Grow(byte[] bytes, int used, int wanted)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(wanted);
        bytes.AsSpan(0, used).CopyTo(larger);
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        return larger;
    }
}
