using MessagePack;

namespace TypedTasks.Serialization;

/// <summary>Reads one payload of MessagePack within the bounds of promise G8.</summary>
public ref struct PayloadReader
{
    private MessagePackReader reader;

    /// <summary>Starts at the first byte.</summary>
    public PayloadReader(ReadOnlyMemory<byte> payload) => reader = new MessagePackReader(payload);

    /// <summary>Reads nil if it is next.</summary>
    public bool TryReadNil() => reader.TryReadNil();
}
