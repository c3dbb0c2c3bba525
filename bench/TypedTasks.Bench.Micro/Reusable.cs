using System.Buffers;

namespace TypedTasks.Bench.Micro;

/// <summary>A buffer that is written again and again.</summary>
internal sealed class Reusable : IBufferWriter<byte>
{
    private readonly byte[] bytes = new byte[4096];
    private int count;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, count);

    public void Reset() => count = 0;

    public void Advance(int written) => count += written;

    public Memory<byte> GetMemory(int sizeHint = 0) => bytes.AsMemory(count);

    public Span<byte> GetSpan(int sizeHint = 0) => bytes.AsSpan(count);
}
