using System.Text;
using TypedTasks.Envelopes;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Targets;

/// <summary>Envelopes to start from, and how they are changed.</summary>
internal static class Envelopes
{
    /// <summary>One as a sender writes it.</summary>
    public static TaskEnvelope Any(Random random)
    {
        var headers = new Dictionary<string, string>();
        for (int i = random.Next(4); i > 0; i--)
        {
            headers["header-" + random.Next(70)] = new string('é', random.Next(40));
        }

        return new TaskEnvelope
        {
            Header = new EnvelopeHeader(
                EnvelopeFormat.CurrentVersion, (byte)random.Next(4), (byte)random.Next(4), 0, (byte)random.Next(16), Keys.Id,
                DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(4_000_000_000_000))),
            Name = Encoding.UTF8.GetBytes("Shop.Emails." + new string('x', random.Next(1, 200))),
            TaskVersion = random.Next(1, 300),
            Headers = headers,
            Options = random.Next(3) == 0 ? TravelOptions.None : TravelOptions.None with
            {
                Priority = random.Next(10),
                Retries = random.Next(100),
                KeepResult = TimeSpan.FromMilliseconds(random.Next()),
                Backoff = (BackoffKind)random.Next(3),
                FirstDelay = Duration(random),
                MaxDelay = Duration(random),
                Timeout = Duration(random),
                ExpiresAt = random.Next(2) == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(4_000_000_000_000)),
                Jitter = random.Next(2) == 0,
            },
            Arguments = new byte[] { 0x92, 0x2A, 0xA1, 0x61 },
        };
    }

    private static TimeSpan? Duration(Random random) => random.Next(2) == 0 ? null : TimeSpan.FromMilliseconds(random.Next());

    /// <summary>Changes an envelope, mostly behind its header.</summary>
    public static byte[] Mutate(Random random, byte[] input, byte[] other) => random.Next(8) == 0
        ? BytesMutation.With(input, random.Next(EnvelopeHeader.Size), old => random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(old ^ (1 << random.Next(8))))
        : MessagePackMutation.Of(random, input, EnvelopeHeader.Size, other, EnvelopeHeader.Size);
}
