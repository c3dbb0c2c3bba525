namespace TypedTasks.Fuzz.Mutation;

/// <summary>Changes that need no knowledge of the form.</summary>
internal static class BytesMutation
{
    private const int MaxRun = 64;

    /// <summary>Changes an input.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="input">The input.</param>
    /// <param name="other">Another one, to splice with.</param>
    public static byte[] Of(Random random, byte[] input, byte[] other)
    {
        int at = random.Next(input.Length + 1);
        int length = Math.Min(random.Next(1, MaxRun), input.Length - at);
        switch (random.Next(8))
        {
            case 0:
                return input[..at];
            case 1:
                return [.. input[..at], .. other[random.Next(other.Length + 1)..]];
            case 2:
                return [.. input[..(at + length)], .. input[at..]];
            case 3:
                return [.. input[..at], .. input[(at + length)..]];
            case 4:
                return [.. input[..at], .. Enumerable.Repeat((byte)random.Next(256), random.Next(1, MaxRun)), .. input[at..]];
            case 5:
                return With(input, at, value => (byte)random.Next(256));
            case 6:
                return With(input, at, value => (byte)(value + random.Next(-2, 3)));
            default:
                return With(input, at, value => (byte)(value ^ (1 << random.Next(8))));
        }
    }

    /// <summary>The input with another byte in one place.</summary>
    public static byte[] With(byte[] input, int at, Func<byte, byte> change)
    {
        if (at >= input.Length)
        {
            return input;
        }

        byte[] copy = [.. input];
        copy[at] = change(copy[at]);
        return copy;
    }

    /// <summary>The input with something else in place of a part.</summary>
    public static byte[] Replace(byte[] input, int start, int end, ReadOnlySpan<byte> by) => [.. input[..start], .. by, .. input[end..]];
}
