using System.Text;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Runtime.Tests.Envelopes.Sealing;

/// <summary>What is sealed opens with its key, and only where it belongs.</summary>
public sealed class SealedEnvelopeTests
{
    public static TheoryData<EnvelopeProtection> Protections => [EnvelopeProtection.Encrypt, EnvelopeProtection.Sign];

    [Theory]
    [MemberData(nameof(Protections))]
    public void What_is_sealed_reads_as_it_was_written(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        for (int seed = 0; seed < 200; seed++)
        {
            TaskEnvelope written = EnvelopeSamples.Draw(new Random(seed));
            written = written with { Header = written.Header with { Flags = 0 } };

            Assert.Equal(EnvelopeProblem.None, Seals.Read(Seals.Write(written, seal), seal, out TaskEnvelope read));
            Assert.Equal(EnvelopeText.Describe(written with { Header = written.Header with { Flags = (byte)protection } }), EnvelopeText.Describe(read));
        }
    }

    [Fact]
    public void Encrypted_content_is_nowhere_in_the_bytes_and_signed_content_is()
    {
        byte[] secret = Encoding.UTF8.GetBytes("the number of a card");
        TaskEnvelope envelope = Seals.Plain() with { Arguments = (byte[])[0x91, (byte)(0xA0 | secret.Length), .. secret] };

        Assert.Equal(-1, Seals.Write(envelope, Seals.Both()).AsSpan().IndexOf(secret));
        Assert.Equal(-1, Seals.Write(envelope, Seals.Both()).AsSpan().IndexOf("tenant"u8));
        Assert.NotEqual(-1, Seals.Write(envelope, Seals.Both(EnvelopeProtection.Sign)).AsSpan().IndexOf(secret));
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void Without_a_key_the_name_and_the_version_are_readable_and_nothing_else(EnvelopeProtection protection)
    {
        byte[] bytes = Seals.Write(Seals.Plain(), Seals.Both(protection));

        Assert.Equal(EnvelopeProblem.UnknownKey, EnvelopeFormat.TryRead(bytes, out TaskEnvelope envelope));
        Assert.Equal("Shop.Emails.SendWelcome", Encoding.UTF8.GetString(envelope.Name.Span));
        Assert.Equal((1, Seals.Id), (envelope.TaskVersion, envelope.Header.Id));
        Assert.True(envelope.Arguments.IsEmpty);
        Assert.Empty(envelope.Headers);
        Assert.Equal("2026-11", EnvelopeFormat.KeyOf(bytes));
        Assert.Null(EnvelopeFormat.KeyOf(Seals.Write(Seals.Plain(), null)));
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void A_change_of_any_byte_is_noticed_but_of_the_counters_that_brokers_rewrite(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        EnvelopeSeal rolling = Seals.Both(protection, acceptsPlain: true);
        byte[] bytes = Seals.Write(Seals.Plain(), seal);
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (int bit in (int[])[1, 2, 4, 8, 16, 32, 64, 128])
            {
                byte[] changed = [.. bytes];
                changed[at] ^= (byte)bit;
                bool counter = at is EnvelopeHeader.DeliveriesOffset or EnvelopeHeader.AttemptsOffset || (at == EnvelopeHeader.FlagsOffset && bit >= 16);

                Assert.True(Seals.Read(changed, seal) == EnvelopeProblem.None == counter, $"byte {at}, bit {bit}");
                Assert.True(Seals.Read(changed, rolling) == EnvelopeProblem.None == counter, $"byte {at}, bit {bit}, plain accepted");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void Cut_off_or_longer_it_does_not_open(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        byte[] bytes = Seals.Write(Seals.Plain(), seal);

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.NotEqual(EnvelopeProblem.None, Seals.Read(bytes[..length], seal)));
        Assert.Equal(EnvelopeProblem.Forged, Seals.Read([.. bytes, 0xC0], seal));
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void It_opens_in_its_own_namespace_only(EnvelopeProtection protection) =>
        Assert.Equal(EnvelopeProblem.Forged, Seals.Read(Seals.Write(Seals.Plain(), Seals.Both(protection)), Seals.Both(protection, space: "other")));

    [Theory]
    [MemberData(nameof(Protections))]
    public void Contents_that_change_places_between_ids_and_tasks_do_not_open(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        byte[] mine = Seals.Write(Seals.Plain(), seal);
        byte[] theirs = Seals.Write(Seals.Plain(TaskId.Parse("01a2038e00800d0a00ff25225c7b0199")), seal);
        byte[] other = Seals.Write(Seals.Plain(name: "Shop.Emails.SendGoodbye"), seal);

        // The id of one before the rest of the other, and the name of one before the content of the other.
        Assert.Equal(EnvelopeProblem.Forged, Seals.Read([.. mine[..20], .. theirs[20..]], seal));
        Assert.Equal(EnvelopeProblem.Forged, Seals.Read([.. other[..56], .. mine[56..]], seal));
        Assert.Equal(EnvelopeProblem.None, Seals.Read([.. other[..28], .. other[28..]], seal));
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void A_key_that_is_not_in_the_ring_is_unknown_and_another_secret_of_its_name_is_a_forgery(EnvelopeProtection protection)
    {
        byte[] bytes = Seals.Write(Seals.Plain(), Seals.Of(Seals.Now, protection));

        Assert.Equal(EnvelopeProblem.UnknownKey, Seals.Read(bytes, Seals.Of(Seals.Old, protection)));
        Assert.Equal(EnvelopeProblem.Forged, Seals.Read(bytes, Seals.Of(Seals.Stranger(), protection)));
    }

    [Fact]
    public void Keys_rotate_while_messages_of_the_old_one_wait()
    {
        byte[] before = Seals.Write(Seals.Plain(), Seals.Of(Seals.Old));
        EnvelopeSeal reads = new(new EnvelopeKeyRing(Seals.Old, Seals.Now), Seals.Space);
        EnvelopeSeal writes = new(new EnvelopeKeyRing(Seals.Now, Seals.Old), Seals.Space);
        byte[] after = Seals.Write(Seals.Plain(), writes);

        Assert.Equal("2026-11", EnvelopeFormat.KeyOf(after));
        Assert.Equal(EnvelopeProblem.None, Seals.Read(before, reads));
        Assert.Equal(EnvelopeProblem.None, Seals.Read(after, reads));
        Assert.Equal(EnvelopeProblem.None, Seals.Read(before, writes));
        Assert.Equal(EnvelopeProblem.UnknownKey, Seals.Read(before, Seals.Of(Seals.Now)));
    }

    [Fact]
    public void What_carries_no_seal_is_read_only_where_that_is_said()
    {
        byte[] plain = Seals.Write(Seals.Plain(), null);

        Assert.Equal(EnvelopeProblem.NotSealed, Seals.Read(plain, Seals.Both()));
        Assert.Equal(EnvelopeProblem.None, Seals.Read(plain, Seals.Both(acceptsPlain: true)));
        Assert.Equal(plain, Seals.Write(Seals.Plain(), Seals.Both(EnvelopeProtection.None)));
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void The_other_protection_opens_too(EnvelopeProtection protection) => Assert.Equal(
        EnvelopeProblem.None,
        Seals.Read(Seals.Write(Seals.Plain(), Seals.Both(protection)), Seals.Both(EnvelopeProtection.Encrypt == protection ? EnvelopeProtection.Sign : EnvelopeProtection.Encrypt)));

    [Fact]
    public void The_same_call_is_never_the_same_bytes()
    {
        EnvelopeSeal seal = Seals.Both();

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(Seals.Write(Seals.Plain(), seal))).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void A_reader_of_bad_bytes_never_throws(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        byte[] bytes = Seals.Write(Seals.Plain(), seal);
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] changed = [.. bytes[..random.Next(EnvelopeHeader.Size, bytes.Length + 1)]];
            for (int i = random.Next(8); i >= 0; i--)
            {
                changed[random.Next(EnvelopeHeader.Size, changed.Length + (changed.Length == EnvelopeHeader.Size ? 1 : 0)) % changed.Length] = (byte)random.Next(256);
            }

            EnvelopeFormat.KeyOf(changed);
            Seals.Read(changed, null);
            Seals.Read(changed, seal);
        }
    }

    [Fact]
    public void Sealing_allocates_little_and_not_with_the_size_of_the_message()
    {
        EnvelopeSeal seal = Seals.Both();
        TaskEnvelope envelope = Seals.Plain() with { Headers = new Dictionary<string, string>(), Options = TravelOptions.None, Arguments = new byte[8 * 1024] };
        envelope.Arguments.Span.ToArray();
        var output = new System.Buffers.ArrayBufferWriter<byte>(64 * 1024);
        byte[] buffer = new byte[64 * 1024];
        long perMessage = 0;
        for (int i = 0; i < 64; i++)
        {
            output.ResetWrittenCount();
            long before = GC.GetAllocatedBytesForCurrentThread();
            EnvelopeFormat.Write(output, envelope, seal);
            EnvelopeFormat.TryRead(output.WrittenMemory, seal, ref buffer, out _);
            perMessage = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.InRange(perMessage, 0, 1024);
    }
}
