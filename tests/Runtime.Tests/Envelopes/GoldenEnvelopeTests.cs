using System.Buffers;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>What lies in a broker today is read for ever.</summary>
public sealed class GoldenEnvelopeTests
{
    public static TheoryData<string> All => [.. Golden.Names];

    public static TheoryData<string> Ours => [.. Golden.Names.Where(static name => name is not ("v1-newer-sender" or "v1-other-writer"))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_golden_envelope_reads_as_it_always_did(string name)
    {
        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(Golden.Bytes(name), out TaskEnvelope envelope));
        Assert.Equal(Golden.Reading(name), EnvelopeText.Describe(envelope), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void A_golden_envelope_is_written_with_the_same_bytes(string name)
    {
        EnvelopeFormat.TryRead(Golden.Bytes(name), out TaskEnvelope envelope);
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, envelope);

        Assert.Equal(Golden.Bytes(name), output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Every_version_that_there_is_has_golden_envelopes() => Assert.All(
        Enumerable.Range(1, EnvelopeFormat.CurrentVersion),
        version => Assert.True(
            Golden.Names.Count(name => name.StartsWith($"v{version}-", StringComparison.Ordinal) && Golden.Bytes(name)[0] == version) >= 6,
            $"Version {version} of the envelope needs golden bytes in tests/golden/envelopes: once released, it is read for ever."));

    [Fact]
    public void There_are_golden_envelopes() => Assert.True(Golden.Names.Count() >= 6);
}
