using System.Buffers;
using System.Text;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>Envelopes and failures drawn from a seed.</summary>
internal static class EnvelopeSamples
{
    public static byte[] Write(TaskEnvelope envelope)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, envelope);
        return output.WrittenSpan.ToArray();
    }

    public static TaskEnvelope Draw(Random random) => new()
    {
        Header = new EnvelopeHeader(
            EnvelopeFormat.CurrentVersion,
            (byte)random.Next(256),
            (byte)random.Next(256),
            0,
            (byte)random.Next(16),
            new TaskId(Bytes(random, TaskId.Size)),
            DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() + 1))),
        Name = Encoding.UTF8.GetBytes(Text(random, 1, 40)),
        TaskVersion = random.Next(1, random.Next(2) == 0 ? 3 : int.MaxValue),
        Headers = Enumerable.Range(0, random.Next(3) == 0 ? random.Next(EnvelopeFormat.MaxHeaders + 1) : 0)
            .ToDictionary(i => i + Text(random, 0, 20), _ => Text(random, 0, 60), StringComparer.Ordinal),
        Options = random.Next(3) == 0 ? TravelOptions.None : DrawOptions(random),
        Arguments = (byte[])[0x91, 0xC4, 0x10, .. Bytes(random, 16)],
    };

    public static Failure DrawFailure(Random random) => new(
        random.Next(2) == 0 ? null : (BuryReason)random.Next(1, 10),
        random.Next(2) == 0 ? null : Text(random, 0, 40),
        Text(random, 0, 200),
        random.Next(2) == 0 ? null : Text(random, 0, 400),
        DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() + 1)));

    private static TravelOptions DrawOptions(Random random) => new()
    {
        ExpiresAt = Maybe(random, DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, 4_000_000_000_000))),
        KeepResult = Maybe(random, Duration(random)),
        Priority = random.Next(10),
        Retries = Maybe(random, random.Next(RetryPolicy.MaxRetries + 1)),
        Backoff = Maybe(random, (BackoffKind)random.Next(4)),
        FirstDelay = Maybe(random, Duration(random)),
        MaxDelay = Maybe(random, Duration(random)),
        Jitter = Maybe(random, random.Next(2) == 0),
        Timeout = Maybe(random, Duration(random)),
    };

    private static T? Maybe<T>(Random random, T value)
        where T : struct => random.Next(2) == 0 ? null : value;

    private static TimeSpan Duration(Random random) => TimeSpan.FromMilliseconds((double)random.NextInt64(0, 1L << random.Next(1, 45)));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    // Whole runes only: half a surrogate pair has no UTF-8.
    private static string Text(Random random, int min, int max)
    {
        var text = new StringBuilder();
        for (int i = random.Next(min, max + 1); i > 0; i--)
        {
            int value = random.Next(4) switch { 0 => random.Next(0x20), 1 => random.Next(0x1F300, 0x1F600), 2 => random.Next(0x400, 0x500), _ => random.Next(0x20, 0x7F) };
            text.Append(new Rune(value));
        }

        return text.ToString();
    }
}
