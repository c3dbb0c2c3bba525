using System.Buffers;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Hostile;

/// <summary>G8: sizes, depth and counts are bounded before anything is allocated.</summary>
public class BoundsTests
{
    private static readonly Refusal.Reading Array = (ref r) => r.ReadArrayHeader();
    private static readonly Refusal.Reading Map = (ref r) => r.ReadMapHeader();
    private static readonly Refusal.Reading Text = (ref r) => r.ReadString();
    private static readonly Refusal.Reading Bytes = (ref r) => r.ReadByteArray();
    private static readonly Refusal.Reading Anything = (ref r) => r.Skip();

    public static TheoryData<string, string> Bombs => new()
    {
        { "array", "DDFFFFFFFF" }, { "array", "DD7FFFFFFF" }, { "array", "DCFFFF01" }, { "array", "9F0102" },
        { "map", "DFFFFFFFFF" }, { "map", "DF7FFFFFFF" }, { "map", "DF40000000" }, { "map", "DF80000000" }, { "map", "DEFFFF0101" }, { "map", "820102" },
        { "text", "DBFFFFFFFF" }, { "text", "DB7FFFFFFF41" }, { "text", "DAFFFF41" }, { "text", "D9FF41" }, { "text", "A541" },
        { "bytes", "C6FFFFFFFF" }, { "bytes", "C67FFFFFFF00" }, { "bytes", "C5FFFF00" }, { "bytes", "C4FF" },
        { "ext", "C9FFFFFFFF00" }, { "ext", "C8FFFF0000" }, { "ext", "C7FF0000" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_length_beyond_the_bytes_is_over_the_limit_and_costs_nothing(string kind, string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Refusal.Reading read = kind switch { "array" => Array, "map" => Map, "text" => Text, "bytes" => Bytes, _ => Anything };
        Assert.True(Refusal.Of(bytes, read).OverLimit);
        Assert.True(Refusal.Of(bytes, Anything).OverLimit);
    }

    [Fact]
    public void Counts_that_fit_alone_but_not_together_are_over_the_limit()
    {
        PayloadException error = Refusal.Of(Convert.FromHexString("9391939293939393010203"), Anything);
        Assert.True(error.OverLimit, error.Message);
    }

    [Theory]
    [InlineData("0201", "93030303")]
    [InlineData("0201", "DC0003030303")]
    [InlineData("0201", "DD00000003030303")]
    [InlineData("0201", "8203030303")]
    [InlineData("0201", "DE000203030303")]
    [InlineData("CD0201CD0201", "93030303")]
    public void What_is_announced_within_an_array_leaves_room_for_the_rest_of_it(string before, string inner)
    {
        Refusal.Reading read = (ref r) =>
        {
            r.ReadArrayHeader();
            r.ReadInt32();
            r.ReadInt32();
            _ = inner[0] is '8' || inner.StartsWith("DE", StringComparison.Ordinal) ? r.ReadMapHeader() : r.ReadArrayHeader();
        };
        Assert.Null(Refusal.Try(Convert.FromHexString($"93{before}{inner}"), read));

        // Each byte so far may have been a value of the outer array: one more than those is one too many.
        int head = inner[..2] switch { "DC" or "DE" => 3, "DD" => 5, _ => 1 };
        int many = (before.Length / 2) + head + 1;
        Assert.True(Refusal.Of(Convert.FromHexString($"9{many:X}{before}{inner}"), read).OverLimit);
    }

    [Theory]
    [InlineData(0x91, 65)]
    [InlineData(0x91, 10_000)]
    [InlineData(0x91, 1_000_000)]
    [InlineData(0x81, 65)]
    [InlineData(0x81, 10_000)]
    public void Brackets_within_brackets_are_skipped_no_deeper_than_the_bound(byte head, int depth)
    {
        PayloadException error = Refusal.Of(Nested(head, depth), Anything);
        Assert.True(error.OverLimit);
        Assert.Contains("64", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x91)]
    [InlineData(0x81)]
    public void As_deep_as_the_bound_is_skipped_whole(byte head)
    {
        byte[] bytes = Nested(head, PayloadLimits.MaxDepth);
        var reader = new PayloadReader(bytes);
        reader.Skip();
        Assert.Equal(bytes.Length, reader.Position);
    }

    [Fact]
    public void A_skipped_value_counts_from_where_it_stands()
    {
        byte[] bytes = Nested(0x91, 10);
        Assert.True(Refusal.Of(bytes, (ref r) => { Step(ref r, PayloadLimits.MaxDepth - 9); r.Skip(); }).OverLimit);
        Assert.Null(Refusal.Try(bytes, (ref r) => { Step(ref r, PayloadLimits.MaxDepth - 10); r.Skip(); }));
    }

    [Fact]
    public void Reading_steps_no_deeper_than_the_bound()
    {
        Assert.Null(Refusal.Try([0xC0], (ref r) => Step(ref r, PayloadLimits.MaxDepth)));
        Assert.True(Refusal.Of([0xC0], (ref r) => Step(ref r, PayloadLimits.MaxDepth + 1)).OverLimit);
        Assert.Null(Refusal.Try([0xC0], (ref r) =>
        {
            for (int i = 0; i < 1000; i++)
            {
                r.Enter();
                r.Leave();
            }
        }));
    }

    [Fact]
    public void Writing_steps_no_deeper_than_the_bound_and_names_the_cycle()
    {
        var deepest = new PayloadWriter(new ArrayBufferWriter<byte>());
        for (int i = 0; i < PayloadLimits.MaxDepth; i++)
        {
            deepest.Enter();
        }

        PayloadException? error = null;
        try
        {
            deepest.Enter();
        }
        catch (PayloadException caught)
        {
            error = caught;
        }

        Assert.NotNull(error);
        Assert.True(error.OverLimit);
        Assert.Contains("cycle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Room_is_made_for_what_was_read_not_for_what_was_announced()
    {
        Assert.Equal(3, PayloadReader.InitialCapacity(3));
        Assert.Equal(PayloadLimits.MaxInitialCapacity, PayloadReader.InitialCapacity(int.MaxValue));
        Assert.Equal(2048, PayloadReader.NextCapacity(1024, 100_000));
        Assert.Equal(1500, PayloadReader.NextCapacity(1024, 1500));
        Assert.Equal(int.MaxValue, PayloadReader.NextCapacity(int.MaxValue - 1, int.MaxValue));
    }

    private static void Step(ref PayloadReader reader, int levels)
    {
        for (int i = 0; i < levels; i++)
        {
            reader.Enter();
        }
    }

    // [[[...nil]]], or {nil: {nil: ... nil}}.
    private static byte[] Nested(byte head, int depth) =>
        [.. Enumerable.Repeat(head == 0x81 ? new byte[] { head, 0xC0 } : [head], depth).SelectMany(one => one), 0xC0];
}
