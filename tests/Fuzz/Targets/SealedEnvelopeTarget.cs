using System.Buffers;
using TypedTasks.Envelopes;
using TypedTasks.Fuzz.Engine;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The reader of sealed envelopes, without keys and with them: whatever was not sealed is a problem, never an exception and never read.</summary>
internal sealed class SealedEnvelopeTarget : Target
{
    private const int IdOffset = 4;

    private readonly HashSet<string> authentic;

    public SealedEnvelopeTarget() => authentic = [.. Corpus.Of(Name).Select(static one => Sealed(one.Bytes))];

    public override string Name => "sealed-envelope";

    // Fixed: the exceptions of two refusals, and AES-GCM's own. Per byte: what is decrypted, and the text that is compared here.
    public override Bound Bound => new(64 * 1024, 128);

    public override string Read(byte[] input)
    {
        EnvelopeProblem shown = EnvelopeFormat.TryRead(input, out _);
        _ = EnvelopeFormat.KeyOf(input);
        byte[] buffer = [];
        EnvelopeProblem problem = EnvelopeFormat.TryRead(input, Keys.Strict, ref buffer, out _);
        return problem != EnvelopeProblem.None || authentic.Contains(Sealed(input))
            ? $"{shown} {problem}"
            : throw new InvalidOperationException("An envelope was opened that nobody sealed.");
    }

    public override byte[] Write(Random random)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, Envelopes.Any(random), Keys.Strict);
        authentic.Add(Sealed(output.WrittenSpan));
        return output.WrittenSpan.ToArray();
    }

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => Envelopes.Mutate(random, input, other);

    // Version, counters and flags belong to the broker; all from the id on is authenticated, under the protection in the flags.
    private static string Sealed(ReadOnlySpan<byte> envelope) => Convert.ToHexString(envelope[Math.Min(IdOffset, envelope.Length)..]);
}
