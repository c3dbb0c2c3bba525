using MessagePack;
using TypedTasks.Payloads.Tests.Hostile;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Primitives;

/// <summary>What MessagePack-CSharp's reader takes is taken, in each form, to the same value and the same byte; what it refuses is refused.</summary>
public sealed class AnyFormTests
{
    private delegate object? Theirs(ref MessagePackReader reader);

    private delegate object? Ours(ref PayloadReader reader);

    private static readonly (Ours Ours, Theirs Theirs)[] Readers =
    [
        ((ref r) => r.ReadBoolean(), (ref r) => r.ReadBoolean()),
        ((ref r) => r.ReadByte(), (ref r) => r.ReadByte()),
        ((ref r) => r.ReadSByte(), (ref r) => r.ReadSByte()),
        ((ref r) => r.ReadInt16(), (ref r) => r.ReadInt16()),
        ((ref r) => r.ReadUInt16(), (ref r) => r.ReadUInt16()),
        ((ref r) => r.ReadInt32(), (ref r) => r.ReadInt32()),
        ((ref r) => r.ReadUInt32(), (ref r) => r.ReadUInt32()),
        ((ref r) => r.ReadInt64(), (ref r) => r.ReadInt64()),
        ((ref r) => r.ReadUInt64(), (ref r) => r.ReadUInt64()),
        ((ref r) => r.ReadChar(), (ref r) => r.ReadChar()),
        ((ref r) => r.ReadSingle(), (ref r) => r.ReadSingle()),
        ((ref r) => r.ReadDouble(), (ref r) => r.ReadDouble()),
        ((ref r) => r.ReadDateTime(), (ref r) => r.ReadDateTime()),
        ((ref r) => r.ReadArrayHeader(), (ref r) => r.ReadArrayHeader()),
        ((ref r) => r.ReadMapHeader(), (ref r) => r.ReadMapHeader()),
        ((ref r) => Hex(r.ReadByteArray()), (ref r) => r.ReadBytes() is { } bytes ? Hex(bytes.First.ToArray()) : null),
        ((ref r) => Hex(r.ReadKey().ToArray()), (ref r) => r.TryReadStringSpan(out ReadOnlySpan<byte> key) ? Hex(key.ToArray()) : throw new MessagePackSerializationException()),
    ];

    [Fact]
    public void Each_head_before_each_number_of_bytes()
    {
        foreach (byte fill in (byte[])[0x00, 0x7F, 0xFF])
        {
            for (int head = 0; head <= 0xFF; head++)
            {
                // Fewer than its number or length needs, just as many, and more.
                for (int length = 1; length <= 19; length++)
                {
                    byte[] bytes = new byte[length];
                    bytes.AsSpan().Fill(fill);
                    bytes[0] = (byte)head;
                    Agree(bytes);
                }
            }
        }
    }

    [Fact]
    public void Any_bytes_behind_any_head()
    {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(1, 20)];
            random.NextBytes(bytes);
            bytes[0] = (byte)i;
            Agree(bytes);
        }
    }

    [Theory]
    [InlineData(-62135596801)]
    [InlineData(-62135596800)]
    [InlineData(253402300799)]
    [InlineData(253402300800)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_time_at_the_ends_of_the_calendar(long seconds)
    {
        foreach (uint nanoseconds in (uint[])[0, 99, 999_999_999, 1_000_000_000, uint.MaxValue])
        {
            Agree(Convert.FromHexString($"C70CFF{nanoseconds:X8}{seconds:X16}"));
        }
    }

    [Fact]
    public void A_time_in_an_ext_of_any_head()
    {
        Agree(Convert.FromHexString("D6FF69B57C16"));
        Agree(Convert.FromHexString("C704FF69B57C16"));
        Agree(Convert.FromHexString("C80008FF7F8E3F0069B57C16"));
        Agree(Convert.FromHexString("C90000000CFF0000000100000000FFFFFFFF"));
        Agree(Convert.FromHexString("D7FE7F8E3F0069B57C16"));
    }

    private static void Agree(byte[] bytes)
    {
        foreach ((Ours ours, Theirs theirs) in Readers)
        {
            var expected = new MessagePackReader(bytes);
            var reader = new PayloadReader(bytes);
            object? value;
            try
            {
                value = theirs(ref expected);
            }
            catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException)
            {
                Assert.NotNull(Refusal.Try(bytes, (ref r) => ours(ref r)));
                continue;
            }

            Assert.Equal(value, ours(ref reader));
            Assert.Equal(expected.Consumed, reader.Position);
        }
    }

    private static string? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexString(bytes);
}
