using System.Buffers;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Targets;

/// <summary>What lies behind a good seal: the input is sealed as it is, so that a holder of a key may have written anything.</summary>
internal sealed class SealedContentTarget : Target
{
    private const int IdOffset = 4;

    // [name, version, key id, box]
    private static readonly byte[] Shown = [0x94, 0xA4, .. "Task"u8, 0x01, 0xA7, .. "2026-11"u8];

    public override string Name => "sealed-content";

    // As of an envelope; per byte the copies that are made here to seal it.
    public override Bound Bound => new(48 * 1024, 128);

    public override string Read(byte[] input)
    {
        int box = input.Length + SealSizes.Hmac;
        var output = new ArrayBufferWriter<byte>(box + 64);
        new EnvelopeHeader(EnvelopeFormat.CurrentVersion, 0, 0, (byte)EnvelopeProtection.Sign, 0, Keys.Id, DateTimeOffset.UnixEpoch).Write(output.GetSpan(EnvelopeHeader.Size));
        output.Advance(EnvelopeHeader.Size);
        output.Write(Shown);
        output.Write((ReadOnlySpan<byte>)[0xC6, (byte)(box >> 24), (byte)(box >> 16), (byte)(box >> 8), (byte)box]);
        ReadOnlySpan<byte> shown = output.WrittenSpan[IdOffset..];
        Keys.Strict.Seal(Keys.Now, SealPurpose.Envelope, Keys.Id, shown, input, output.GetSpan(box)[..box]);
        output.Advance(box);

        byte[] buffer = [];
        EnvelopeProblem problem = EnvelopeFormat.TryRead(output.WrittenMemory, Keys.Strict, ref buffer, out TaskEnvelope envelope);
        return problem is EnvelopeProblem.None or EnvelopeProblem.Unreadable or EnvelopeProblem.OverLimit
            ? $"{problem} {envelope.Headers?.Count > 0}"
            : throw new InvalidOperationException($"What was sealed is {problem}.");
    }

    // [headers, options, arguments]: the end of a plain envelope.
    public override byte[] Write(Random random)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, Envelopes.Any(random));
        byte[] plain = output.WrittenSpan.ToArray();
        return [0x93, .. plain[MessagePackValue.In(plain, EnvelopeHeader.Size)[3].Start..]];
    }

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => MessagePackMutation.Of(random, input, 0, other, 0);
}
