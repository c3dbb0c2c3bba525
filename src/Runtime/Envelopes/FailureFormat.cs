using System.Buffers;
using MessagePack;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Envelopes;

/// <summary>
/// A <see cref="Failure"/> as MessagePack: <c>[reason (0 = none), type | nil, message, stack | nil, at ms UTC]</c>. A sealed one has a
/// sixth field, <c>[protection, key id, box]</c>; reason and time stay readable, the message says that the rest is sealed.
/// </summary>
public static partial class FailureFormat
{
    private const int FieldCount = 5;

    // Together at most 33 KB of UTF-8, so that ParkedFormat has room for them.
    private const int MaxType = 512;
    private const int MaxMessage = 2048;
    private const int MaxStack = 8192;

    /// <summary>Writes it; over-long texts are cut.</summary>
    public static byte[] Write(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        Write(ref writer, failure);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    internal static void Write(ref MessagePackWriter writer, Failure failure)
    {
        writer.WriteArrayHeader(failure.Sealed is null ? FieldCount : FieldCount + 1);
        writer.Write((byte)(failure.Reason ?? 0));
        writer.Write(Cut(failure.ErrorType, MaxType));
        writer.Write(Cut(failure.Message, MaxMessage));
        writer.Write(Cut(failure.StackTrace, MaxStack));
        writer.Write(failure.At.ToUnixTimeMilliseconds());
        if (failure.Sealed is { } content)
        {
            SealedFormat.Write(ref writer, content);
        }
    }

    /// <summary>Reads it; null where the bytes are none.</summary>
    public static Failure? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        try
        {
            var reader = new MessagePackReader(bytes);
            return Read(ref reader);
        }
        catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException)
        {
            return new Failure(null, null, "The record of this failure cannot be read.", null, DateTimeOffset.UnixEpoch);
        }
    }

    internal static Failure Read(ref MessagePackReader reader)
    {
        int fields = reader.ReadArrayHeader();
        byte reason = reader.ReadByte();
        string? type = reader.ReadString();
        string message = reader.ReadString() ?? string.Empty;
        string? stack = reader.ReadString();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        SealedContent? content = fields > FieldCount ? SealedFormat.TryRead(ref reader) : null;
        for (int i = FieldCount + 1; i < fields; i++)
        {
            UnknownField.Skip(ref reader);
        }

        return new Failure(reason == 0 ? null : (BuryReason)reason, type, message, stack, at) { Sealed = content };
    }

    private static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        // Not between the halves of a surrogate pair.
        int end = length - (char.IsHighSurrogate(text[length - 2]) ? 2 : 1);
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
