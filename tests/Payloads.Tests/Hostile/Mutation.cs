using MessagePack;

namespace TypedTasks.Payloads.Tests.Hostile;

/// <summary>Changes valid MessagePack where it hurts: at the heads of values, not only anywhere.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly byte[][] Nasty =
    [
        [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF], [0xDF, 0x40, 0, 0, 0], [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], [0xC6, 0xFF, 0xFF, 0xFF, 0xFF], [0xC9, 0xFF, 0xFF, 0xFF, 0xFF, 0],
        [0xC0], [0xC1], [0xC2], [0x80], [0x90], [0xA0], [0xC4, 0], [0xA1, 0xFF], [0xD4, 0, 0], [0xC7, 12, 0xFF, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xCB, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0],
        [0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0], [0xE0], [0x7F], [0x92, 0x01], [0x82, 0xA1, 0x61, 0x01, 0xA1, 0x61, 0x01],
    ];

    /// <summary>Mutates up to four times.</summary>
    /// <param name="valid">A payload.</param>
    /// <param name="other">Another one, to graft from.</param>
    public byte[] Of(byte[] valid, byte[] other)
    {
        byte[] bytes = valid;
        for (int i = random.Next(4); i >= 0 && bytes.Length > 0; i--)
        {
            bytes = Once(bytes, other);
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other)
    {
        List<Range> values = ValuesIn(bytes);
        Range at = values[random.Next(values.Count)];
        (int start, int length) = at.GetOffsetAndLength(bytes.Length);
        switch (random.Next(8))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return With(bytes, random.Next(bytes.Length), (byte)random.Next(256));
            case 2:
                return With(bytes, start, (byte)(bytes[start] + random.Next(-1, 2)));
            case 3:
                return [.. bytes[..start], .. Nasty[random.Next(Nasty.Length)], .. bytes[(start + length)..]];
            case 4:
                return [.. bytes[..start], .. bytes[at], .. bytes[start..]];
            case 5:
                return [.. bytes[..start], .. bytes[(start + length)..]];
            case 6:
                return [.. bytes[..start], .. Enumerable.Repeat((byte)0x91, random.Next(100)), .. bytes[start..]];
            default:
                List<Range> grafts = ValuesIn(other);
                return [.. bytes[..start], .. other[grafts[random.Next(grafts.Count)]], .. bytes[(start + length)..]];
        }
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] copy = [.. bytes];
        copy[at] = value;
        return copy;
    }

    // The places of all values, whole, as far as the bytes are still valid; at least the first byte.
    private static List<Range> ValuesIn(byte[] bytes)
    {
        var found = new List<Range>();
        var reader = new MessagePackReader(bytes);
        try
        {
            while (!reader.End && found.Count < 500)
            {
                int start = (int)reader.Consumed;
                MessagePackReader ahead = reader.CreatePeekReader();
                ahead.Skip();
                found.Add(start..(int)ahead.Consumed);
                switch (reader.NextMessagePackType)
                {
                    case MessagePackType.Array:
                        reader.ReadArrayHeader();
                        break;
                    case MessagePackType.Map:
                        reader.ReadMapHeader();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException)
        {
            // Mutated before.
        }

        if (found.Count == 0)
        {
            found.Add(..1);
        }

        return found;
    }
}
