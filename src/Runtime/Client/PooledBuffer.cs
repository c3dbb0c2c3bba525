using System.Buffers;

namespace TypedTasks.Client;

/// <summary>A growing buffer whose array comes from the pool and goes back when the broker has the bytes.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    private byte[] array;

    public PooledBuffer(int capacity) => array = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Slice(int start, int length) => array.AsMemory(start, length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return array.AsSpan(Length);
    }

    public void Clear() => Length = 0;

    /// <summary>
    /// Gives the array back. Only after a send that succeeded: after one that failed the broker's driver may still hold the
    /// bytes, and the array is left to the garbage collector.
    /// </summary>
    public void Return()
    {
        ArrayPool<byte>.Shared.Return(array);
        array = [];
        Length = 0;
    }

    private void Grow(int sizeHint)
    {
        int wanted = Length + Math.Max(sizeHint, 1);
        if (wanted <= array.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, array.Length * 2));
        array.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }
}
