using System.Buffers;
using MessagePack;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>The name of a member is a str in its shortest form, as MessagePack-CSharp writes it, and comes back as it is.</summary>
public sealed class KeyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(255)]
    [InlineData(256)]
    public void A_key_is_the_str_that_the_oracle_writes(int length)
    {
        byte[] name = [.. Enumerable.Range(0, length).Select(static i => (byte)('a' + (i % 26)))];
        var output = new ArrayBufferWriter<byte>();
        var writer = new PayloadWriter(output);
        writer.WriteKey(name);
        writer.Flush();

        var oracle = new ArrayBufferWriter<byte>();
        var other = new MessagePackWriter(oracle);
        other.WriteString(name);
        other.Flush();
        Assert.Equal(oracle.WrittenSpan.ToArray(), output.WrittenSpan.ToArray());

        var reader = new PayloadReader(output.WrittenMemory);
        Assert.Equal(name, reader.ReadKey().ToArray());
        Assert.Equal(output.WrittenCount, reader.Position);
    }
}
