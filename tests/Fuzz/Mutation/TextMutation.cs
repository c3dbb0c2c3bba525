using System.Text;

namespace TypedTasks.Fuzz.Mutation;

/// <summary>Changes text by its words and lines.</summary>
internal static class TextMutation
{
    private static readonly string[] Nasty =
    [
        "\n", "\r\n", "\"", "\\", "\\u", "\\uD800", "(", ")", "<", ">", ",", "?", "=", "#", " ", "\t", "\u2028", "\uFEFF", "-1", "99999999999999999999", "2147483648", "v0", "v1", "1e9",
        "array<", "map<int, ", "tuple<", "custom<", "opaque<", "task ", "retired ", "object ", "struct ", "enum ", "union ", "custom ", "  alias ", "  returns ", "required", "map", "contract 1\n", "\0",
    ];

    /// <summary>Changes an input.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="input">UTF-8.</param>
    /// <param name="other">Another one, to graft from.</param>
    public static byte[] Of(Random random, byte[] input, byte[] other)
    {
        char parted = random.Next(2) == 0 ? '\n' : ' ';
        List<Range> parts = Parts(input, parted);
        if (parts.Count == 0 || random.Next(5) == 0)
        {
            return BytesMutation.Of(random, input, other);
        }

        (int start, int length) = parts[random.Next(parts.Count)].GetOffsetAndLength(input.Length);
        byte[] nasty = Encoding.UTF8.GetBytes(Nasty[random.Next(Nasty.Length)]);
        switch (random.Next(6))
        {
            case 0:
                return BytesMutation.Replace(input, start, start + length, nasty);
            case 1:
                return BytesMutation.Replace(input, start + random.Next(length), start + length, nasty);
            case 2:
                return BytesMutation.Replace(input, start, start, [.. Enumerable.Repeat(nasty, random.Next(300)).SelectMany(static one => one)]);
            case 3:
                return BytesMutation.Replace(input, start, start + length, []);
            case 4:
                return BytesMutation.Replace(input, start, start, input[start..(start + length)]);
            default:
                List<Range> grafts = Parts(other, parted);
                return grafts.Count == 0 ? input : BytesMutation.Replace(input, start, start, other.AsSpan()[grafts[random.Next(grafts.Count)]]);
        }
    }

    private static List<Range> Parts(byte[] input, char parted)
    {
        var parts = new List<Range>();
        for (int at = 0; at < input.Length && parts.Count < 2000;)
        {
            int end = Array.IndexOf(input, (byte)parted, at) is >= 0 and var found ? found + 1 : input.Length;
            parts.Add(at..end);
            at = end;
        }

        return parts;
    }
}
