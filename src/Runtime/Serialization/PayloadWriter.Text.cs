using System.Buffers;
using System.Text;

namespace TypedTasks.Serialization;

public ref partial struct PayloadWriter
{
    /// <summary>Writes a str in UTF-8, or nil. Half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.</summary>
    public void Write(string? value) => writer.Write(value);

    /// <summary>Writes a str of 36 characters, <c>00000000-0000-0000-0000-000000000000</c>, in lower case.</summary>
    public void Write(Guid value)
    {
        const byte length = 36;
        Span<byte> span = writer.GetSpan(2 + length);
        span[0] = 0xD9; // str 8
        span[1] = length;
        value.TryFormat(span.Slice(2, length), out _);
        writer.Advance(2 + length);
    }

    /// <summary>Writes a str as it was given to the constructor, absolute or relative, or nil.</summary>
    public void Write(Uri? value) => writer.Write(value?.OriginalString);

    /// <summary>Writes a str such as <c>1.2.3</c>, or nil.</summary>
    public void Write(Version? value) => writer.Write(value?.ToString());

    /// <summary>Writes a bin, or nil.</summary>
    public void Write(byte[]? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.Write(value.AsSpan());
        }
    }

    /// <summary>Writes a bin.</summary>
    public void Write(ReadOnlyMemory<byte> value) => writer.Write(value.Span);

    /// <summary>Writes a bin.</summary>
    public void Write(Memory<byte> value) => writer.Write(value.Span);

    /// <summary>Writes a bin, or nil for a segment of no array.</summary>
    public void Write(ArraySegment<byte> value)
    {
        if (value.Array is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.Write(value.AsSpan());
        }
    }

    /// <summary>Writes a bin.</summary>
    public void Write(ReadOnlySequence<byte> value) => writer.Write(value);

    /// <summary>Writes a str of what was built so far, or nil.</summary>
    public void Write(StringBuilder? value) => writer.Write(value?.ToString());
}
