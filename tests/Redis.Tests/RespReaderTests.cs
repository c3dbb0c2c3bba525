using System.Text;

namespace TypedTasks.Redis.Tests;

/// <summary>Whatever a peer sends, the reader stays within its bounds.</summary>
public sealed class RespReaderTests
{
    private static object? Read(string text) => new RespReader(new MemoryStream(Encoding.Latin1.GetBytes(text))).Read();

    [Fact]
    public void It_reads_every_kind_of_reply()
    {
        Assert.Equal("OK", Read("+OK\r\n"));
        Assert.Equal(new RespError("ERR no"), Read("-ERR no\r\n"));
        Assert.Equal(-12L, Read(":-12\r\n"));
        Assert.Equal("a\r\n"u8.ToArray(), Read("$3\r\na\r\n\r\n"));
        Assert.Null(Read("$-1\r\n"));
        Assert.Null(Read("*-1\r\n"));
        Assert.Equal([1L, null, "x"], Assert.IsType<object?[]>(Read("*3\r\n:1\r\n$-1\r\n+x\r\n")));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("$99999999999\r\n")]
    [InlineData("$1048577\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("*2147483647\r\n")]
    [InlineData("*65537\r\n")]
    [InlineData("*-2\r\n")]
    [InlineData(":1x\r\n")]
    [InlineData(":\r\n")]
    [InlineData("+ok\n")]
    [InlineData("$1\r\nabc\r\n")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n")]
    public void It_refuses_what_is_malformed_or_out_of_bounds(string reply) => Assert.Throws<InvalidDataException>(() => Read(reply));

    [Theory]
    [InlineData("$1048576\r\n")]
    [InlineData("*65000\r\n*64000\r\n*63000\r\n")]
    public void A_length_that_lies_costs_next_to_nothing(string reply)
    {
        Assert.Throws<EndOfStreamException>(() => Read(reply));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<EndOfStreamException>(() => Read(reply));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128 * 1024);
    }

    [Fact]
    public void A_long_bulk_arrives_whole()
    {
        byte[] bulk = Read("$100000\r\n" + new string('x', 100_000) + "\r\n") as byte[] ?? [];
        Assert.Equal(100_000, bulk.Count(static one => one == 'x'));
        Assert.Equal(100_000, bulk.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$5\r\nab")]
    [InlineData("*3\r\n:1\r\n")]
    [InlineData("+never")]
    public void It_says_when_the_peer_hung_up(string reply) => Assert.Throws<EndOfStreamException>(() => Read(reply));

    [Fact]
    public void It_refuses_an_endless_line() =>
        Assert.Throws<InvalidDataException>(() => Read("+" + new string('x', 100_000)));

    [Fact]
    public void It_throws_nothing_else_on_any_bytes()
    {
        var random = new Random(62);
        byte[] alphabet = "+-:$*0123456789\r\n\r\n\r\nxyz\0"u8.ToArray();
        for (int i = 0; i < 200_000; i++)
        {
            var bytes = new byte[random.Next(1, 40)];
            for (int j = 0; j < bytes.Length; j++)
            {
                bytes[j] = alphabet[random.Next(alphabet.Length)];
            }

            try
            {
                new RespReader(new MemoryStream(bytes)).Read();
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
            {
                // As it should.
            }
        }
    }
}
