using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>Why a task failed is kept with it, within bounds, and never gets in its way.</summary>
public sealed class FailureFormatTests
{
    [Fact]
    public void Over_long_texts_are_cut_between_characters_and_always_fit_beside_a_parked_task()
    {
        string emoji = string.Concat(Enumerable.Repeat("\U0001F600", 20_000));
        byte[] bytes = FailureFormat.Write(new Failure(BuryReason.Exhausted, emoji, "x" + emoji, emoji, DateTimeOffset.UnixEpoch));

        Assert.InRange(bytes.Length, 1, ushort.MaxValue);
        Assert.True(ParkedFormat.TryRead(ParkedFormat.Write("mail:0", bytes, new byte[28]), out _, out ReadOnlyMemory<byte> kept, out _));
        Failure? read = FailureFormat.Read(kept);
        Assert.NotNull(read);
        Assert.All([read.ErrorType, read.Message, read.StackTrace], text =>
        {
            Assert.EndsWith("\U0001F600…", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', text!);
        });
        Assert.InRange(read.Message.Length, 2040, 2048);
    }

    [Fact]
    public void No_bytes_are_no_failure() => Assert.Null(FailureFormat.Read(default));

    [Theory]
    [InlineData(new byte[] { 0xC1 })]
    [InlineData(new byte[] { 0x95, 0x01 })]
    [InlineData(new byte[] { 0x95, 0xA1, 0x31, 0xC0, 0xA0, 0xC0, 0x00 })]
    [InlineData(new byte[] { 0x95, 0x01, 0xDB, 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x95, 0x01, 0xC0, 0xA0, 0xC0, 0xCF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Bytes_that_are_none_say_so(byte[] bytes) => Assert.Equal("The record of this failure cannot be read.", FailureFormat.Read(bytes)?.Message);

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x92 })]
    [InlineData(new byte[] { 0x92, 0x01 })]
    [InlineData(new byte[] { 0x91, 0x01 })]
    [InlineData(new byte[] { 0x92, 0x07, 0xC0 })]
    [InlineData(new byte[] { 0x92, 0x02, 0xC1 })]
    public void Bytes_that_are_no_result_are_null(byte[] bytes) => Assert.Null(ResultFormat.Read(bytes));

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 6, (byte)'m' })]
    [InlineData(new byte[] { 1, (byte)'m', 0xFF, 0xFF, 1, 2 })]
    public void Bytes_that_are_no_parked_task_are_refused(byte[] bytes) => Assert.False(ParkedFormat.TryRead(bytes, out _, out _, out _));
}
