using System.Buffers;
using TypedTasks.Envelopes;
using TypedTasks.Fuzz.Engine;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The reader of plain envelopes: it never throws, and what it read is written and read again.</summary>
internal sealed class EnvelopeTarget : Target
{
    public override string Name => "envelope";

    // Fixed: the exception that a refusal is made of, and a dictionary for the most headers that there may be. Per byte: a header's text takes two
    // bytes a byte and 22 more a text of a byte or none; all that is written and read a second time here.
    public override Bound Bound => new(48 * 1024, 128);

    public override string Read(byte[] input)
    {
        EnvelopeProblem problem = EnvelopeFormat.TryRead(input, out TaskEnvelope envelope);
        if (problem != EnvelopeProblem.None)
        {
            return Names[(int)problem];
        }

        var output = new ArrayBufferWriter<byte>(input.Length + 64);
        EnvelopeFormat.Write(output, envelope);
        problem = EnvelopeFormat.TryRead(output.WrittenMemory, out TaskEnvelope again);
        bool same = problem == EnvelopeProblem.None && again.Header == envelope.Header && again.TaskVersion == envelope.TaskVersion
            && again.Name.Span.SequenceEqual(envelope.Name.Span) && again.Arguments.Span.SequenceEqual(envelope.Arguments.Span)
            && again.Headers.Count == envelope.Headers.Count && again.Options == envelope.Options;
        return same ? Read(envelope) : throw new InvalidOperationException($"An envelope that was read is {problem} once it is written again.");
    }

    public override byte[] Write(Random random)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, Envelopes.Any(random));
        return output.WrittenSpan.ToArray();
    }

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => Envelopes.Mutate(random, input, other);

    private static readonly string[] Names = Enum.GetNames<EnvelopeProblem>();

    // Which options it has is what leads the search on.
    private static string Read(in TaskEnvelope envelope)
    {
        TravelOptions options = envelope.Options;
        Span<char> has =
        [
            envelope.Headers.Count > 0 ? 'H' : '-', options.ExpiresAt is null ? '-' : 'E', options.KeepResult is null ? '-' : 'K', options.Priority == 0 ? '-' : 'P', options.Retries is null ? '-' : 'R',
            options.Backoff is null ? '-' : 'B', options.FirstDelay is null ? '-' : 'F', options.MaxDelay is null ? '-' : 'M', options.Jitter is null ? '-' : 'J', options.Timeout is null ? '-' : 'T',
        ];
        return new string(has);
    }
}
