using System.Text;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>Bad and foreign envelopes, each with the problem that the outcome table wants (G8).</summary>
public sealed class EnvelopeReadingTests
{
    private static readonly byte[] Header = Golden.Bytes("v1-bare")[..EnvelopeHeader.Size];
    private static readonly byte[] Name = [0xA3, (byte)'A', (byte)'.', (byte)'B'];

    [Fact]
    public void Every_truncated_envelope_is_unreadable()
    {
        foreach (string name in Golden.Names.Where(static name => name != "v1-newer-sender"))
        {
            byte[] whole = Golden.Bytes(name);
            EnvelopeFormat.TryRead(whole, out TaskEnvelope envelope);
            for (int length = 0; length <= whole.Length - envelope.Arguments.Length; length++)
            {
                Assert.Equal(EnvelopeProblem.Unreadable, EnvelopeFormat.TryRead(whole.AsMemory(0, length), out _));
            }
        }
    }

    /// <summary>
    /// The short form of most envelopes is read without a reader. Written with a long array header the same fields go to the reader: whatever is cut off or
    /// changed behind it, both say the same.
    /// </summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 127)]
    [InlineData(32, 128)]
    [InlineData(255, 2)]
    [InlineData(256, 1)]
    public void A_plain_envelope_is_read_as_by_the_reader(int nameLength, int version)
    {
        byte[] whole = EnvelopeSamples.Write(EnvelopeSamples.Draw(new Random(nameLength)) with
        {
            Name = Encoding.UTF8.GetBytes(new string('n', nameLength)),
            TaskVersion = version,
            Headers = new Dictionary<string, string>(),
            Options = TravelOptions.None,
        });
        byte[] fields = whole[(EnvelopeHeader.Size + 1)..];
        Assert.Equal(0x95, whole[EnvelopeHeader.Size]);
        for (int length = 0; length <= fields.Length; length++)
        {
            Same(fields[..length]);
        }

        for (int at = 0; at < fields.Length; at++)
        {
            foreach (byte value in (byte[])[0x00, 0x01, 0x7F, 0x80, 0x81, 0x90, 0x91, 0xA0, 0xA1, 0xBF, 0xC0, 0xC4, 0xCC, 0xD0, 0xD9, 0xDA, 0xFF])
            {
                byte[] changed = [.. fields];
                changed[at] = value;
                Same(changed);
            }
        }

        void Same(byte[] read)
        {
            byte[] header = whole[..EnvelopeHeader.Size];
            EnvelopeProblem expected = EnvelopeFormat.TryRead((byte[])[.. header, 0xDC, 0x00, 0x05, .. read], out TaskEnvelope byReader);
            EnvelopeProblem problem = EnvelopeFormat.TryRead((byte[])[.. header, 0x95, .. read], out TaskEnvelope envelope);
            Assert.Equal(expected, problem);
            Assert.Equal(byReader.Header, envelope.Header);
            Assert.Equal(byReader.TaskVersion, envelope.TaskVersion);
            Assert.True(byReader.Name.Span.SequenceEqual(envelope.Name.Span) && byReader.Arguments.Span.SequenceEqual(envelope.Arguments.Span));
            Assert.Equal((byReader.Headers?.Count, byReader.Options), (envelope.Headers?.Count, envelope.Options));
        }
    }

    [Fact]
    public void A_newer_version_is_newer_whatever_follows_the_header() =>
        Assert.Equal(EnvelopeProblem.Newer, Read(With(0, 2), 0xC1, 0xC1));

    [Fact]
    public void Version_zero_is_unreadable() => Assert.Equal(EnvelopeProblem.Unreadable, Read(With(0, 0), 0x95));

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    public void An_unknown_flag_is_refused(byte flag) => Assert.Equal(EnvelopeProblem.Newer, ReadAll(With(3, flag), Bare()));

    [Fact]
    public void Deferrals_are_no_flags() => Assert.Equal(EnvelopeProblem.None, ReadAll(With(3, 0xF0), Bare()));

    [Theory]
    [InlineData(20, 0xFF)]
    [InlineData(21, 0xFF)]
    public void A_moment_that_is_no_date_is_unreadable(int offset, byte value) =>
        Assert.Equal(EnvelopeProblem.Unreadable, ReadAll(With(offset, value), Bare()));

    [Fact]
    public void Unknown_options_and_fields_are_skipped()
    {
        byte[] options = [0x83, 0x03, 0x04, 0x4D, 0x82, 0xA1, 0x6B, 0x93, 0x01, 0xC0, 0xC3, 0xA1, 0x6C, 0x80, 0x04, 0x05];

        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(Body(0x97, [.. Name, 0x01, 0xC0, .. options, 0x90, 0xC3, 0x90]), out TaskEnvelope envelope));
        Assert.Equal((4, 5), (envelope.Options.Priority, envelope.Options.Retries));
    }

    [Fact]
    public void Of_a_header_or_option_that_is_there_twice_the_last_one_counts()
    {
        byte[] headers = [0x82, 0xA1, 0x6B, 0xA1, 0x31, 0xA1, 0x6B, 0xA1, 0x32];
        byte[] options = [0x82, 0x03, 0x04, 0x03, 0x05];

        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(Body(0x95, [.. Name, 0x01, .. headers, .. options, 0x90]), out TaskEnvelope envelope));
        Assert.Equal("2", Assert.Single(envelope.Headers).Value);
        Assert.Equal(5, envelope.Options.Priority);
    }

    [Fact]
    public void Numbers_beyond_their_range_are_held_to_it()
    {
        byte[] most = [0xCF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] options = [0x85, 0x02, .. most, 0x03, .. most, 0x04, .. most, 0x05, .. most, 0x09, 0xFF];

        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(Body(0x95, [.. Name, 0x01, 0xC0, .. options, 0x90]), out TaskEnvelope envelope));
        Assert.Equal((TaskDefaults.MaxPriority, RetryPolicy.MaxRetries), (envelope.Options.Priority, envelope.Options.Retries));
        Assert.Equal((BackoffKind.Exponential, TimeSpan.Zero), (envelope.Options.Backoff, envelope.Options.Timeout));
        Assert.True(envelope.Options.KeepResult > TimeSpan.FromDays(10_000_000));
    }

    [Theory]
    [InlineData("wrong type of name", new byte[] { 0x95, 0x01, 0x01, 0xC0, 0xC0, 0x90 })]
    [InlineData("name is nil", new byte[] { 0x95, 0xC0, 0x01, 0xC0, 0xC0, 0x90 })]
    [InlineData("name is empty", new byte[] { 0x95, 0xA0, 0x01, 0xC0, 0xC0, 0x90 })]
    [InlineData("no array", new byte[] { 0x80 })]
    [InlineData("too few fields", new byte[] { 0x94, 0xA1, 0x41, 0x01, 0xC0, 0xC0 })]
    [InlineData("version is text", new byte[] { 0x95, 0xA1, 0x41, 0xA1, 0x31, 0xC0, 0xC0, 0x90 })]
    [InlineData("version is zero", new byte[] { 0x95, 0xA1, 0x41, 0x00, 0xC0, 0xC0, 0x90 })]
    [InlineData("version is negative", new byte[] { 0x95, 0xA1, 0x41, 0xFF, 0xC0, 0xC0, 0x90 })]
    [InlineData("version is over an int", new byte[] { 0x95, 0xA1, 0x41, 0xCE, 0xFF, 0xFF, 0xFF, 0xFF, 0xC0, 0xC0, 0x90 })]
    [InlineData("headers are an array", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0x90, 0xC0, 0x90 })]
    [InlineData("header is a number", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0x81, 0x01, 0x01, 0xC0, 0x90 })]
    [InlineData("header is nil", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0x81, 0xA1, 0x6B, 0xC0, 0xC0, 0x90 })]
    [InlineData("option is text", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0xC0, 0x81, 0x03, 0xA1, 0x31, 0x90 })]
    [InlineData("option has a name", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0xC0, 0x81, 0xA1, 0x31, 0x01, 0x90 })]
    [InlineData("expiry is no date", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0xC0, 0x81, 0x01, 0xCF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x90 })]
    [InlineData("unknown option is a byte that MessagePack does not use", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0xC0, 0x81, 0x4D, 0xC1, 0x90 })]
    [InlineData("length bomb: name", new byte[] { 0x95, 0xDB, 0x7F, 0xFF, 0xFF, 0xFF, 0x41 })]
    [InlineData("length bomb: fields", new byte[] { 0xDD, 0xFF, 0xFF, 0xFF, 0xFF, 0xA1, 0x41 })]
    [InlineData("length bomb: headers", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0xDF, 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData("length bomb: header", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0x81, 0xDB, 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData("length bomb: unknown option", new byte[] { 0x95, 0xA1, 0x41, 0x01, 0xC0, 0x81, 0x4D, 0xDD, 0x7F, 0xFF, 0xFF, 0xFF })]
    public void Bytes_that_are_no_envelope_are_unreadable(string what, byte[] body)
    {
        Assert.NotEmpty(what);
        Assert.Equal(EnvelopeProblem.Unreadable, Read(Header, body));
    }

    [Fact]
    public void Too_many_headers_or_options_or_too_long_a_name_are_over_a_limit()
    {
        byte[] headers = [0xDE, 0x00, 65, .. Enumerable.Range(0, 65).SelectMany(static i => new byte[] { 0xA1, (byte)i, 0xA0 })];
        byte[] options = [0xDE, 0x00, 65, .. Enumerable.Range(0, 65).SelectMany(static i => new byte[] { (byte)i, 0x00 })];
        byte[] name = [0xDA, 0x07, 0xD0, .. Encoding.ASCII.GetBytes(new string('n', 2000))];

        Assert.Equal(EnvelopeProblem.OverLimit, EnvelopeFormat.TryRead(Body(0x95, [.. Name, 0x01, .. headers, 0xC0, 0x90]), out _));
        Assert.Equal(EnvelopeProblem.OverLimit, EnvelopeFormat.TryRead(Body(0x95, [.. Name, 0x01, 0xC0, .. options, 0x90]), out _));
        Assert.Equal(EnvelopeProblem.OverLimit, EnvelopeFormat.TryRead(Body(0x95, [.. name, 0x01, 0xC0, 0xC0, 0x90]), out _));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void Depth_costs_no_stack(int depth)
    {
        byte[] nest = [.. Enumerable.Repeat((byte)0x91, depth), 0xC0];

        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(Body(0x95, [.. Name, 0x01, 0xC0, 0x81, 0x4D, .. nest, 0x90]), out _));
        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(Body(0x95, [.. Name, 0x01, 0xC0, 0xC0, .. nest]), out _));
        Assert.NotNull(FailureFormat.Read((byte[])[0x96, 0x01, 0xC0, 0xA0, 0xC0, 0x00, .. nest]));
        Assert.NotNull(ResultFormat.Read((byte[])[0x92, 0x01, .. nest]));
    }

    [Fact]
    public void Too_many_headers_are_not_written()
    {
        TaskEnvelope envelope = EnvelopeSamples.Draw(new Random(1));
        Dictionary<string, string> many = Enumerable.Range(0, EnvelopeFormat.MaxHeaders + 1).ToDictionary(static i => $"h{i}", static _ => "v");

        Assert.Throws<ArgumentException>(() => EnvelopeSamples.Write(new TaskEnvelope
        {
            Header = envelope.Header,
            Name = envelope.Name,
            TaskVersion = 1,
            Headers = many,
            Options = TravelOptions.None,
            Arguments = envelope.Arguments,
        }));
    }

    private static byte[] Bare() => [0x95, .. Name, 0x01, 0xC0, 0xC0, 0x90];

    private static byte[] Body(byte array, byte[] fields) => [.. Header, array, .. fields];

    private static byte[] With(int offset, byte value)
    {
        byte[] header = [.. Header];
        header[offset] = value;
        return header;
    }

    private static EnvelopeProblem Read(byte[] header, params byte[] body) => ReadAll(header, body);

    private static EnvelopeProblem ReadAll(byte[] header, byte[] body) => EnvelopeFormat.TryRead((byte[])[.. header, .. body], out _);
}
