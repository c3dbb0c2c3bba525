using System.Text;

namespace TypedTasks.Fuzz.Mutation;

/// <summary>Changes replies of Redis at their markers, lengths and ends of lines.</summary>
internal static class RespMutation
{
    private static readonly byte[][] Nasty =
    [
        .. new[]
        {
            "*-1\r\n", "*-2\r\n", "$-2\r\n", "*64\r\n", "*65\r\n", "*65536\r\n", "*65537\r\n", "*2147483647\r\n", "*9223372036854775807\r\n", "$1048576\r\n", "$1048577\r\n",
            "$2147483647\r\n", "$99999999999999999999\r\n", "$0\r\n\r\n", ":\r\n", ":+1\r\n", ":-9223372036854775808\r\n", ":1 \r\n", "+\r\n", "-\r\n", "\r\n", "\n", "\r", "_\r\n",
            "#t\r\n", "%1\r\n", ">2\r\n", "+\u00ff\r\n",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    /// <summary>Changes an input.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="input">The input.</param>
    /// <param name="other">Another one, to graft from.</param>
    public static byte[] Of(Random random, byte[] input, byte[] other)
    {
        List<Range> lines = Lines(input);
        if (lines.Count == 0 || random.Next(5) == 0)
        {
            return BytesMutation.Of(random, input, other);
        }

        (int start, int length) = lines[random.Next(lines.Count)].GetOffsetAndLength(input.Length);
        byte[] nasty = Nasty[random.Next(Nasty.Length)];
        switch (random.Next(6))
        {
            case 0:
                return BytesMutation.Replace(input, start, start + length, nasty);
            case 1:
                return BytesMutation.Replace(input, start, start, nasty);
            case 2:
                return BytesMutation.Replace(input, start, start, [.. Enumerable.Repeat("*1\r\n"u8.ToArray(), random.Next(8)).SelectMany(static one => one)]);
            case 3:
                // A digit of a length, or its marker.
                return BytesMutation.With(input, start + random.Next(length), _ => (byte)"0123456789-+:$*"[random.Next(15)]);
            case 4:
                return BytesMutation.Replace(input, start, start + length, []);
            default:
                List<Range> grafts = Lines(other);
                return grafts.Count == 0 ? input : BytesMutation.Replace(input, start, start, other.AsSpan()[grafts[random.Next(grafts.Count)]]);
        }
    }

    private static List<Range> Lines(byte[] input)
    {
        var lines = new List<Range>();
        for (int at = 0; at < input.Length && lines.Count < 400;)
        {
            int end = Array.IndexOf(input, (byte)'\n', at) is >= 0 and var found ? found + 1 : input.Length;
            lines.Add(at..end);
            at = end;
        }

        return lines;
    }
}
