using TypedTasks.Envelopes;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The header: read or not, and written again as it was.</summary>
internal sealed class HeaderTarget : Target
{
    public override string Name => "header";

    // Nothing but what this method itself writes.
    public override Bound Bound => new(1024, 0);

    public override int MaxLength => 64;

    public override string Read(byte[] input)
    {
        if (!EnvelopeHeader.TryRead(input, out EnvelopeHeader header))
        {
            return "no header";
        }

        Span<byte> again = stackalloc byte[EnvelopeHeader.Size];
        header.Write(again);
        return again.SequenceEqual(input.AsSpan(0, EnvelopeHeader.Size)) ? "header" : throw new InvalidOperationException("A header is written otherwise than it was read.");
    }

    public override byte[] Write(Random random)
    {
        var bytes = new byte[EnvelopeHeader.Size];
        Envelopes.Any(random).Header.Write(bytes);
        return bytes;
    }

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => BytesMutation.Of(random, input, other);
}
