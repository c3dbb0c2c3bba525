using System.Buffers;
using MessagePack;

namespace TypedTasks.Serialization;

/// <summary>Writes one payload as MessagePack. Generated code and users' serializers see only this, so that what lies beneath may change.</summary>
public ref struct PayloadWriter
{
    private MessagePackWriter writer;

    /// <summary>Starts a payload.</summary>
    public PayloadWriter(IBufferWriter<byte> output) => writer = new MessagePackWriter(output);

    /// <summary>Hands what was written to the output; call it once, at the end.</summary>
    public void Flush() => writer.Flush();

    /// <summary>Writes nil.</summary>
    public void WriteNil() => writer.WriteNil();

    /// <summary>Starts an array; <paramref name="count"/> values follow.</summary>
    public void WriteArrayHeader(int count) => writer.WriteArrayHeader(count);
}
