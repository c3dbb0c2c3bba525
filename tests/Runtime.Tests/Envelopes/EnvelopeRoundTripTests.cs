using FsCheck.Xunit;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>What is written is read back, for drawn values of everything that travels.</summary>
public sealed class EnvelopeRoundTripTests
{
    [Property(MaxTest = 500)]
    public void An_envelope_reads_back_as_it_was_written(int seed)
    {
        TaskEnvelope written = EnvelopeSamples.Draw(new Random(seed));

        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(EnvelopeSamples.Write(written), out TaskEnvelope read));
        Assert.Equal(written.Header, read.Header);
        Assert.Equal(EnvelopeText.Describe(written), EnvelopeText.Describe(read));
        Assert.Equal(written.Options, read.Options);
    }

    [Property(MaxTest = 500)]
    public void A_failure_reads_back_as_it_was_written(int seed)
    {
        Failure written = EnvelopeSamples.DrawFailure(new Random(seed));

        Assert.Equal(written, FailureFormat.Read(FailureFormat.Write(written)));
    }

    [Property(MaxTest = 500)]
    public void A_parked_task_reads_back_as_it_was_written(int seed)
    {
        var random = new Random(seed);
        byte[] failure = random.Next(2) == 0 ? [] : FailureFormat.Write(EnvelopeSamples.DrawFailure(random));
        byte[] envelope = EnvelopeSamples.Write(EnvelopeSamples.Draw(random));

        Assert.True(ParkedFormat.TryRead(ParkedFormat.Write("mail:p5", failure, envelope), out string lane, out var readFailure, out var readEnvelope));
        Assert.Equal("mail:p5", lane);
        Assert.Equal(failure, readFailure.ToArray());
        Assert.Equal(envelope, readEnvelope.ToArray());
    }

    [Property(MaxTest = 200)]
    public void A_kept_result_reads_back_as_it_was_written(int seed)
    {
        Failure failure = EnvelopeSamples.DrawFailure(new Random(seed));
        byte[] value = [0xC4, 0x02, (byte)seed, 0xFF];

        Assert.Equal(new KeptResult(null, failure), ResultFormat.Read(ResultFormat.WriteFailure(failure)));
        Assert.Equal(value, ResultFormat.Read(ResultFormat.WriteValue(value))?.Value?.ToArray());
    }
}
