using System.Buffers.Binary;

namespace TypedTasks.Fuzz.Mutation;

/// <summary>Where a value of MessagePack lies in an input. Flat, without recursion: what is scanned may be nested a thousand deep.</summary>
/// <param name="Start">Its first byte, the marker.</param>
/// <param name="Body">Behind marker, length and count.</param>
/// <param name="End">Behind it, with all that it holds.</param>
internal readonly record struct MessagePackValue(int Start, int Body, int End)
{
    private const int MaxValues = 400;

    /// <summary>The values of an input from a place on, as far as they are whole.</summary>
    public static List<MessagePackValue> In(byte[] input, int from)
    {
        var found = new List<MessagePackValue>();
        var open = new Stack<(int Index, long Left)>();
        for (int at = from; at < input.Length && found.Count < MaxValues;)
        {
            (int head, long data, long inner) = Head(input.AsSpan(at));
            if (at + head + data > input.Length)
            {
                break;
            }

            int end = at + head + (int)data;
            found.Add(new MessagePackValue(at, at + head, end));
            open.Push((found.Count - 1, inner));
            at = end;
            while (open.TryPop(out (int Index, long Left) top))
            {
                if (top.Left > 0)
                {
                    open.Push((top.Index, top.Left - 1));
                    break;
                }

                found[top.Index] = found[top.Index] with { End = at };
            }
        }

        return found;
    }

    // Bytes of the head, bytes of data behind it, values behind that.
    private static (int Head, long Data, long Inner) Head(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        <= 0x7F or >= 0xE0 or 0xC0 or 0xC1 or 0xC2 or 0xC3 => (1, 0, 0),
        <= 0x8F and var map => (1, 0, 2 * (map & 0x0F)),
        <= 0x9F and var array => (1, 0, array & 0x0F),
        <= 0xBF and var text => (1, text & 0x1F, 0),
        0xC4 or 0xD9 => (2, Number(bytes, 1), 0),
        0xC5 or 0xDA => (3, Number(bytes, 2), 0),
        0xC6 or 0xDB => (5, Number(bytes, 4), 0),
        0xC7 => (2, 1 + Number(bytes, 1), 0),
        0xC8 => (3, 1 + Number(bytes, 2), 0),
        0xC9 => (5, 1 + Number(bytes, 4), 0),
        0xCC or 0xD0 => (1, 1, 0),
        0xCD or 0xD1 => (1, 2, 0),
        0xCA or 0xCE or 0xD2 => (1, 4, 0),
        0xCB or 0xCF or 0xD3 => (1, 8, 0),
        >= 0xD4 and <= 0xD8 and var ext => (1, 1 + (1 << (ext - 0xD4)), 0),
        0xDC => (3, 0, Number(bytes, 2)),
        0xDD => (5, 0, Number(bytes, 4)),
        0xDE => (3, 0, 2 * Number(bytes, 2)),
        _ => (5, 0, 2 * Number(bytes, 4)),
    };

    // As much as is there of a number that is cut off is nothing.
    private static long Number(ReadOnlySpan<byte> bytes, int size) => bytes.Length <= size
        ? 0
        : size switch { 1 => bytes[1], 2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]), _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) };
}
