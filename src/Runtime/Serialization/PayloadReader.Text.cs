using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>Reads a str, or nil as null.</summary>
    /// <exception cref="PayloadException">Neither is next, or the str is no UTF-8.</exception>
    public string? ReadString() => ReadText("a str");

    /// <summary>Reads a <see cref="Guid"/>: a str of 36 characters with hyphens, or 32 without.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public Guid ReadGuid()
    {
        const string expected = "a Guid as str";
        int at = position;
        return TryReadUtf8(expected, out ReadOnlySpan<byte> utf8) && GuidText.TryParse(utf8, out Guid value) ? value : throw Unreadable(expected, at);
    }

    /// <summary>Reads a <see cref="Uri"/>, absolute or relative, or nil as null.</summary>
    /// <exception cref="PayloadException">Neither is next.</exception>
    public Uri? ReadUri()
    {
        const string expected = "a Uri as str";
        int at = position;
        return ReadText(expected) switch
        {
            null => null,
            { } text when Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? value) => value,
            _ => throw Unreadable(expected, at),
        };
    }

    /// <summary>Reads a <see cref="Version"/>, or nil as null.</summary>
    /// <exception cref="PayloadException">Neither is next.</exception>
    public Version? ReadVersion()
    {
        const string expected = "a Version as str";
        int at = position;
        return ReadText(expected) switch
        {
            null => null,
            { } text when Version.TryParse(text, out Version? value) => value,
            _ => throw Unreadable(expected, at),
        };
    }

    /// <summary>Reads a bin into an array of its own, or nil as null. A str is taken as its bytes, as old writers of MessagePack have no bin.</summary>
    /// <exception cref="PayloadException">Neither is next.</exception>
    public byte[]? ReadByteArray() => TryReadBytes("a bin", out ReadOnlySpan<byte> bytes) ? bytes.ToArray() : null;

    /// <summary>Reads a bin into memory of its own; nil is empty. It converts to <see cref="ReadOnlyMemory{T}"/>.</summary>
    /// <exception cref="PayloadException">Neither is next.</exception>
    public Memory<byte> ReadMemory() => ReadByteArray();

    /// <summary>Reads a bin into an array of its own; nil is a segment of no array.</summary>
    /// <exception cref="PayloadException">Neither is next.</exception>
    public ArraySegment<byte> ReadSegment() => ReadByteArray() is { } bytes ? new ArraySegment<byte>(bytes) : default;

    /// <summary>Reads a bin into memory of its own; nil is empty.</summary>
    /// <exception cref="PayloadException">Neither is next.</exception>
    public ReadOnlySequence<byte> ReadSequence() => new(ReadMemory());

    /// <summary>Reads a str into a builder, or nil as null.</summary>
    /// <exception cref="PayloadException">Neither is next, or the str is no UTF-8.</exception>
    public StringBuilder? ReadStringBuilder() => ReadText("a str") is { } text ? new StringBuilder(text) : null;

    private string? ReadText(string expected)
    {
        int at = position;
        if (!TryReadUtf8(expected, out ReadOnlySpan<byte> utf8))
        {
            return null;
        }

        // Most texts are ASCII, which is checked and widened in little more than half the time.
        if (Ascii.IsValid(utf8))
        {
            return Encoding.Latin1.GetString(utf8);
        }

        // Bytes that are no UTF-8 are refused: replaced by U+FFFD, two different texts would become the same.
        return Utf8.IsValid(utf8)
            ? Encoding.UTF8.GetString(utf8)
            : throw new PayloadException($"At byte {at}: expected {expected}, found bytes that are no UTF-8.") { Position = at };
    }

    // False for nil.
    private bool TryReadUtf8(string expected, out ReadOnlySpan<byte> utf8) =>
        TryReadStr(out utf8) || (TryStepOverNil() ? false : throw Unreadable(expected, position));

    // False for nil.
    private bool TryReadBytes(string expected, out ReadOnlySpan<byte> bytes) =>
        TryReadBin(out bytes) || (TryStepOverNil() ? false : throw Unreadable(expected, position));
}
