namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>docs/wire-format.md says what generated code writes.</summary>
public class CompositeWireTests
{
    public static TheoryData<Composite> Samples => new(CompositeSamples.All);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_row_of_the_table_is_what_a_proxy_writes_and_reads(Composite sample)
    {
        WireRow row = WireTable.Rows.Single(one => one.Key == sample.ToString());
        Assert.Equal(row.Bytes, Convert.ToHexString(sample.Bytes));
        Assert.True(DeepEquality.Same(sample.Sample, sample.Read(sample.Bytes)) || sample.Sample is Named);
    }

    [Fact]
    public void Every_row_of_the_table_is_tested() =>
        Assert.Equal(WireTable.Rows.Select(row => row.Key).Order(), PrimitiveSamples.All.Select(one => one.ToString()).Concat(CompositeSamples.All.Select(one => one.ToString())).Order());

    [Fact]
    public Task What_Python_writes_is_read_here() => ReadsWhatIsWritten(Peer.Python, []);

    // A JavaScript object has no number as key: it comes back as text.
    [Fact]
    public Task What_JavaScript_writes_is_read_here() => ReadsWhatIsWritten(Peer.JavaScript, [nameof(WireTasks.Sorted)]);

    private static async Task ReadsWhatIsWritten(Peer peer, string[] except)
    {
        List<Composite> samples = [.. CompositeSamples.All.Where(sample => !except.Contains(sample.Task))];
        var answers = await peer.ReadAndWriteAsync([.. samples.Select(sample => Convert.ToHexString(sample.Bytes))]);
        Assert.All(samples.Zip(answers), pair => Assert.True(
            DeepEquality.Same(pair.First.Read(pair.First.Bytes), pair.First.Read(pair.Second.Written)), $"{pair.First}: {Convert.ToHexString(pair.Second.Written)}"));
    }
}
