using System.Buffers.Binary;

namespace TypedTasks.Serialization;

/// <summary>Says in words what the next MessagePack value is, for the message of a <see cref="PayloadException"/>. Never throws.</summary>
internal static class PayloadToken
{
    /// <summary>What is found, and whether it announces more than the bytes that follow.</summary>
    public static (string Found, bool OverLimit) Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return ("the end of the bytes", false);
        }

        byte code = bytes[0];
        return code switch
        {
            <= 0x7F or >= 0xE0 => ($"the number {(sbyte)code}", false),
            <= 0x8F => Counted("a map", code & 0x0F, 2, bytes.Length - 1),
            <= 0x9F => Counted("an array", code & 0x0F, 1, bytes.Length - 1),
            <= 0xBF => Sized("a str", code & 0x1F, bytes.Length - 1),
            0xC0 => ("nil", false),
            0xC1 => ("the byte 0xC1, which is no MessagePack", false),
            0xC2 => ("false", false),
            0xC3 => ("true", false),
            0xC4 or 0xC5 or 0xC6 => Sized("a bin", bytes, 1 << (code - 0xC4), 0),
            0xC7 or 0xC8 or 0xC9 => Sized("an ext", bytes, 1 << (code - 0xC7), 1),
            0xCA => Fixed("a float32", 4, bytes.Length - 1),
            0xCB => Fixed("a float64", 8, bytes.Length - 1),
            >= 0xCC and <= 0xCF => Fixed("a whole number", 1 << (code - 0xCC), bytes.Length - 1),
            >= 0xD0 and <= 0xD3 => Fixed("a whole number", 1 << (code - 0xD0), bytes.Length - 1),
            >= 0xD4 and <= 0xD8 => Fixed("an ext", 1 + (1 << (code - 0xD4)), bytes.Length - 1),
            0xD9 or 0xDA or 0xDB => Sized("a str", bytes, 1 << (code - 0xD9), 0),
            0xDC or 0xDD => Counted("an array", bytes, 2 << (code - 0xDC), 1),
            _ => Counted("a map", bytes, 2 << (code - 0xDE), 2),
        };
    }

    private static (string Found, bool OverLimit) Sized(string what, ReadOnlySpan<byte> bytes, int width, int more) =>
        TryReadLength(bytes, width, out long length)
            ? Sized(what, length, bytes.Length - 1 - width - more)
            : ($"the end of the bytes inside {what}", false);

    private static (string Found, bool OverLimit) Sized(string what, long length, long remaining) =>
        length > remaining
            ? ($"{what} of {length} bytes, of which {Math.Max(remaining, 0)} are there", true)
            : ($"{what} of {length} bytes", false);

    private static (string Found, bool OverLimit) Counted(string what, ReadOnlySpan<byte> bytes, int width, int each) =>
        TryReadLength(bytes, width, out long count)
            ? Counted(what, count, each, bytes.Length - 1 - width)
            : ($"the end of the bytes inside {what}", false);

    private static (string Found, bool OverLimit) Counted(string what, long count, int each, long remaining) =>
        count * each > remaining
            ? ($"{what} of {count}, more than the {remaining} bytes that follow can hold", true)
            : ($"{what} of {count}", false);

    private static (string Found, bool OverLimit) Fixed(string what, int width, int remaining) =>
        (width > remaining ? $"the end of the bytes inside {what}" : what, false);

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, int width, out long length)
    {
        length = 0;
        if (bytes.Length < 1 + width)
        {
            return false;
        }

        length = width switch
        {
            1 => bytes[1],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]),
        };
        return true;
    }
}
