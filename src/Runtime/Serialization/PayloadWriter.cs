using System.Buffers;
using MessagePack;

namespace TypedTasks.Serialization;

/// <summary>Writes one payload as MessagePack. Generated code and users' serializers see only this, so that what lies beneath may change.</summary>
/// <remarks>
/// <c>docs/wire-format.md</c> says what each type becomes: MessagePack-CSharp's standard form wherever it has one.
/// </remarks>
public ref partial struct PayloadWriter
{
    private MessagePackWriter writer;
    private int depth;
    private string? innermost;

    /// <summary>Starts a payload.</summary>
    /// <param name="output">Where the bytes go.</param>
    public PayloadWriter(IBufferWriter<byte> output) => writer = new MessagePackWriter(output);

    /// <summary>Hands what was written to the output; call it once, at the end.</summary>
    public void Flush() => writer.Flush();

    /// <summary>Writes nil.</summary>
    public void WriteNil() => writer.WriteNil();

    /// <summary>Starts an array; <paramref name="count"/> values follow.</summary>
    /// <param name="count">The number of values, 0 or more.</param>
    public void WriteArrayHeader(int count) => writer.WriteArrayHeader(count);

    /// <summary>Starts a map; <paramref name="count"/> pairs of a key and a value follow.</summary>
    /// <param name="count">The number of pairs, 0 or more.</param>
    public void WriteMapHeader(int count) => writer.WriteMapHeader(count);

    /// <summary>Writes the name of a member, the key of its value in the map of an object.</summary>
    /// <param name="utf8">The name in UTF-8.</param>
    public void WriteKey(ReadOnlySpan<byte> utf8)
    {
        const int fixStr = 0xA0;
        const int longestFixStr = 31;
        if (utf8.Length > longestFixStr)
        {
            writer.WriteString(utf8);
            return;
        }

        // One step for head and name: keys are a third of what it costs to write an object as a map.
        Span<byte> span = writer.GetSpan(1 + utf8.Length);
        span[0] = (byte)(fixStr | utf8.Length);
        utf8.CopyTo(span[1..]);
        writer.Advance(1 + utf8.Length);
    }

    /// <summary>Steps into an object or a collection: call it before its header, and <see cref="Leave"/> after its last value.</summary>
    /// <exception cref="PayloadException">It is nested deeper than <see cref="PayloadLimits.MaxDepth"/>: most likely a cycle.</exception>
    public void Enter()
    {
        if (++depth > PayloadLimits.MaxDepth)
        {
            throw TooDeep();
        }
    }

    /// <summary>Steps into an object as <see cref="Enter()"/> does, and names its type where that is too deep.</summary>
    /// <param name="type">The name of the object's type: one that is on the way around if it is a cycle.</param>
    /// <exception cref="PayloadException">It is nested deeper than <see cref="PayloadLimits.MaxDepth"/>: most likely a cycle.</exception>
    public void Enter(string type)
    {
        innermost = type;
        Enter();
    }

    /// <summary>Steps out of an object or a collection.</summary>
    public void Leave() => depth--;

    private readonly PayloadException TooDeep() => new(
        $"The value is nested deeper than {PayloadLimits.MaxDepth} objects and collections{(innermost is null ? string.Empty : $", the last of them in an object of type {innermost}")}. Most likely it is a cycle: an object that holds itself, directly or around a corner.",
        overLimit: true);
}
