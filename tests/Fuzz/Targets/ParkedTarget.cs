using TypedTasks.Envelopes;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The record of a parked task, and the failure and the envelope in it.</summary>
internal sealed class ParkedTarget : Target
{
    private readonly EnvelopeTarget envelopes = new();
    private readonly FailureTarget failures = new();

    public override string Name => "parked";

    // Those of what is in it.
    public override Bound Bound => new(128 * 1024, 256);

    public override string Read(byte[] input)
    {
        if (!ParkedFormat.TryRead(input, out string lane, out ReadOnlyMemory<byte> failure, out ReadOnlyMemory<byte> envelope))
        {
            return "no record";
        }

        if (lane.Length + failure.Length + envelope.Length + 3 != input.Length)
        {
            throw new InvalidOperationException("A record has more or fewer bytes than its parts.");
        }

        return $"{(failure.IsEmpty ? "no failure" : failures.Read(failure.ToArray()))}, {envelopes.Read(envelope.ToArray())}";
    }

    public override byte[] Write(Random random) => ParkedFormat.Write(
        random.Next(2) == 0 ? "default:0" : new string('q', random.Next(200)), random.Next(3) == 0 ? [] : failures.Write(random), envelopes.Write(random));

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => random.Next(4) == 0
        ? BytesMutation.Of(random, input, other)
        : MessagePackMutation.Of(random, input, Inside(random, input), other, Inside(random, other));

    // Where the failure begins, or the body of the envelope.
    private static int Inside(Random random, byte[] input) => ParkedFormat.TryRead(input, out string lane, out ReadOnlyMemory<byte> failure, out _)
        ? 3 + lane.Length + (failure.IsEmpty || random.Next(2) == 0 ? failure.Length + EnvelopeHeader.Size : 0)
        : 0;
}
