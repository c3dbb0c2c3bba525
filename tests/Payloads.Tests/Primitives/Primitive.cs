using System.Buffers;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Primitives;

public delegate void WriteValue<T>(ref PayloadWriter writer, T value);

public delegate T ReadValue<T>(ref PayloadReader reader);

/// <summary>How generated code writes and reads one primitive type.</summary>
public abstract record Primitive(Type Type)
{
    public abstract byte[] WriteObject(object? value);

    public abstract object? ReadObject(ReadOnlyMemory<byte> bytes);

    public sealed override string ToString() => Type.ToString();
}

public sealed record Primitive<T>(WriteValue<T> WriteWith, ReadValue<T> ReadWith) : Primitive(typeof(T))
{
    public byte[] Write(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PayloadWriter(output);
        WriteWith(ref writer, value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public T Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PayloadReader(bytes);
        T value = ReadWith(ref reader);
        Assert.Equal(bytes.Length, reader.Position);
        return value;
    }

    public override byte[] WriteObject(object? value) => Write((T)value!);

    public override object? ReadObject(ReadOnlyMemory<byte> bytes) => Read(bytes);
}
