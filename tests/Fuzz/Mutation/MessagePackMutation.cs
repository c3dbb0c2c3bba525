namespace TypedTasks.Fuzz.Mutation;

/// <summary>Changes MessagePack where it hurts: at markers, lengths, counts and nesting, not only anywhere.</summary>
internal static class MessagePackMutation
{
    private const int MaxDepth = 600;

    private static readonly byte[][] Nasty =
    [
        [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xDD, 0x7F, 0xFF, 0xFF, 0xFF], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF], [0xDF, 0x40, 0, 0, 0], [0xDF, 0x80, 0, 0, 0],
        [0xDC, 0xFF, 0xFF], [0xDE, 0xFF, 0xFF], [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], [0xDB, 0x7F, 0xFF, 0xFF, 0xFF], [0xDA, 0xFF, 0xFF], [0xD9, 0xFF],
        [0xC6, 0xFF, 0xFF, 0xFF, 0xFF], [0xC6, 0x7F, 0xFF, 0xFF, 0xFF], [0xC9, 0xFF, 0xFF, 0xFF, 0xFF, 0], [0xC9, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xC0], [0xC1], [0xC2], [0x80], [0x90], [0xA0], [0xC4, 0], [0xA1, 0xFF], [0xA3, 0xED, 0xA0, 0x80], [0xA4, 0xF4, 0x90, 0x80, 0x80], [0xD4, 0, 0], [0xC7, 0, 0xFF],
        [0xC7, 12, 0xFF, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xD7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xCA, 0x7F, 0x80, 0, 0], [0xCB, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0], [0xCB, 0x7F, 0xEF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0], [0xD3, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xCE, 0xFF, 0xFF, 0xFF, 0xFF], [0xD2, 0x80, 0, 0, 0], [0xE0], [0x7F], [0x92, 0x01], [0x82, 0xA1, 0x61, 0x01, 0xA1, 0x61, 0x01],
    ];

    private static readonly byte[][] Brackets = [[0x91], [0x81, 0xC0], [0x92, 0xC0], [0x81, 0xA1, 0x61], [0xDC, 0, 1]];

    /// <summary>Changes an input.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="input">The input.</param>
    /// <param name="from">Where its MessagePack begins.</param>
    /// <param name="other">Another one, to graft from.</param>
    /// <param name="otherFrom">Where that one's begins.</param>
    public static byte[] Of(Random random, byte[] input, int from, byte[] other, int otherFrom)
    {
        List<MessagePackValue> values = MessagePackValue.In(input, from);
        if (values.Count == 0 || random.Next(6) == 0)
        {
            return BytesMutation.Of(random, input, other);
        }

        MessagePackValue value = values[random.Next(values.Count)];
        switch (random.Next(9))
        {
            case 0:
                return BytesMutation.Replace(input, value.Start, value.End, Nasty[random.Next(Nasty.Length)]);
            case 1:
                return BytesMutation.With(input, value.Start, marker => (byte)(marker + random.Next(-1, 2)));
            case 2:
                // A length or a count that is a little or very wrong.
                return BytesMutation.With(input, value.Start + random.Next(value.Body - value.Start), old => random.Next(3) == 0 ? (byte)0xFF : (byte)(old + random.Next(-1, 2)));
            case 3:
                return BytesMutation.Replace(input, value.Start, value.Start, input[value.Start..value.End]);
            case 4:
                return BytesMutation.Replace(input, value.Start, value.End, []);
            case 5:
                byte[] bracket = Brackets[random.Next(Brackets.Length)];
                return BytesMutation.Replace(input, value.Start, value.Start, [.. Enumerable.Repeat(bracket, random.Next(random.Next(2, MaxDepth))).SelectMany(static one => one)]);
            case 6:
                return input[..random.Next(value.Start, value.End)];
            case 7:
                return Wider(input, value);
            default:
                List<MessagePackValue> grafts = MessagePackValue.In(other, otherFrom);
                return grafts.Count == 0 ? input : BytesMutation.Replace(input, value.Start, value.End, Slice(other, grafts[random.Next(grafts.Count)]));
        }
    }

    private static byte[] Slice(byte[] bytes, MessagePackValue value) => bytes[value.Start..value.End];

    // The same value behind a longer head: allowed, and written by others.
    private static byte[] Wider(byte[] input, MessagePackValue value) => input[value.Start] switch
    {
        <= 0x7F and var number => BytesMutation.Replace(input, value.Start, value.Body, [0xCF, 0, 0, 0, 0, 0, 0, 0, number]),
        <= 0x8F and var map => BytesMutation.Replace(input, value.Start, value.Body, [0xDF, 0, 0, 0, (byte)(map & 0x0F)]),
        <= 0x9F and var array => BytesMutation.Replace(input, value.Start, value.Body, [0xDD, 0, 0, 0, (byte)(array & 0x0F)]),
        <= 0xBF and var text => BytesMutation.Replace(input, value.Start, value.Body, [0xDB, 0, 0, 0, (byte)(text & 0x1F)]),
        _ => input,
    };
}
