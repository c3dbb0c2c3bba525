using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace TypedTasks.Runtime.Tests.Abstractions;

public sealed class TaskIdTests
{
    [Property]
    public bool An_id_is_its_sixteen_bytes(ulong high, ulong low)
    {
        TaskId id = Id(high, low);

        return new TaskId(id.ToByteArray()) == id;
    }

    [Property]
    public bool An_id_is_its_text_in_either_case(ulong high, ulong low)
    {
        TaskId id = Id(high, low);
        string text = id.ToString();

        return text.Length == 32 && TaskId.Parse(text) == id && TaskId.Parse(text.ToUpperInvariant()) == id
            && text == Convert.ToHexString(id.ToByteArray()).ToLowerInvariant();
    }

    [Property]
    public bool Ids_compare_as_their_bytes_do(ulong a, ulong b, ulong c, ulong d)
    {
        (TaskId left, TaskId right) = (Id(a, b), Id(c, d));
        int bytes = left.ToByteArray().AsSpan().SequenceCompareTo(right.ToByteArray());

        return Math.Sign(left.CompareTo(right)) == Math.Sign(bytes) && (left < right) == (bytes < 0) && (left >= right) == (bytes >= 0);
    }

    [Property]
    public bool Any_sixteen_bytes_have_a_time(ulong high, ulong low) => Id(high, low).MadeAt >= DateTimeOffset.UnixEpoch;

    [Property]
    public bool A_text_that_is_no_id_is_refused(string? text) =>
        TaskId.TryParse(text, null, out _) == (text is { Length: 32 } && text.All(char.IsAsciiHexDigit));

    [Fact]
    public void A_new_id_says_when_it_was_made_and_belongs_to_shard_zero()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 11, 12, 345, TimeSpan.Zero));

        var id = TaskId.New(new SystemScheduler(time));

        Assert.Equal(time.GetUtcNow(), id.MadeAt);
        Assert.Equal(0, id.ToByteArray()[0]);
    }

    [Fact]
    public void Ids_of_one_moment_differ_and_a_later_one_is_greater()
    {
        var time = new FakeTimeProvider();
        var scheduler = new SystemScheduler(time);
        TaskId[] ids = [.. Enumerable.Range(0, 10_000).Select(_ => TaskId.New(scheduler))];
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(id < TaskId.New(scheduler)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void Another_number_of_bytes_is_refused(int length) => Assert.Throws<ArgumentException>(() => new TaskId(new byte[length]));

    [Fact]
    public void A_text_that_is_no_id_names_the_form() =>
        Assert.Contains("32 hexadecimal digits", Assert.Throws<FormatException>(() => TaskId.Parse("x")).Message);

    private static TaskId Id(ulong high, ulong low) => new([.. Bytes(high), .. Bytes(low)]);

    private static byte[] Bytes(ulong value)
    {
        byte[] bytes = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    [InlineData(240, 1)]
    [InlineData(241, 2)]
    [InlineData(86_400, 10)]
    [InlineData(45 * 86_400, 15)]
    [InlineData(46 * 86_400, 0)]
    public void The_group_of_a_result_tells_about_how_long_it_is_kept_and_when_its_task_was_made(int keepSeconds, int keepClass)
    {
        DateTimeOffset made = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);
        ulong? GroupAt(int laterMs) => TaskId.NewAt(made.AddMilliseconds(laterMs), TimeSpan.FromSeconds(keepSeconds), RuntimeScheduler.Default).ResultGroup;

        Assert.Equal(keepClass == 0 ? null : (1_800_000_000_000UL / 16 * 16) + (uint)keepClass, GroupAt(0));
        Assert.Equal(GroupAt(0), GroupAt(15));
        Assert.True(keepClass == 0 || GroupAt(0) != GroupAt(16));
        Assert.Equal(made, TaskId.NewAt(made, TimeSpan.FromSeconds(keepSeconds), RuntimeScheduler.Default).MadeAt);
    }

    [Theory]
    [InlineData("order-00000001-x")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u0001")]
    [InlineData("0000000000000001")]
    public void An_id_of_ones_own_making_tells_no_group(string bytes)
    {
        Assert.Null(new TaskId(System.Text.Encoding.ASCII.GetBytes(bytes)).ResultGroup);
    }
}
