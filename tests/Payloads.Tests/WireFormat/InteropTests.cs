namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>What docs/wire-format.md says that Python and JavaScript read is what they read; what they write is read here.</summary>
public class InteropTests
{
    [Fact]
    public async Task Python_reads_what_the_table_says()
    {
        var read = await Peer.Python.ReadAndWriteAsync([.. WireTable.Rows.Select(row => row.Bytes)]);
        Assert.Equal(WireTable.Rows.Select(row => $"{row.Key}: {row.Python}"), WireTable.Rows.Zip(read, (row, one) => $"{row.Key}: {one.Read}"));
    }

    [Fact]
    public async Task JavaScript_reads_what_the_table_says()
    {
        var read = await Peer.JavaScript.ReadAndWriteAsync([.. WireTable.Rows.Select(row => row.Bytes)]);
        Assert.Equal(WireTable.Rows.Select(row => $"{row.Key}: {row.JavaScript}"), WireTable.Rows.Zip(read, (row, one) => $"{row.Key}: {one.Read}"));
    }

    [Fact]
    public Task What_Python_writes_is_read_here() => ReadsWhatIsWritten(Peer.Python);

    [Fact]
    public Task What_JavaScript_writes_is_read_here() => ReadsWhatIsWritten(Peer.JavaScript);

    private static async Task ReadsWhatIsWritten(Peer peer)
    {
        List<Sample> samples = [.. PrimitiveSamples.All];
        var answers = await peer.ReadAndWriteAsync([.. samples.Select(sample => Convert.ToHexString(sample.Bytes))]);
        Assert.All(samples.Zip(answers), pair => Assert.True(pair.First.ReadsBack(pair.Second.Written), $"{pair.First}: {Convert.ToHexString(pair.Second.Written)}"));
    }
}
