namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>docs/wire-format.md says what PayloadWriter writes for the types it knows by itself.</summary>
public class PrimitiveWireTests
{
    public static TheoryData<Sample> Samples => new(PrimitiveSamples.All);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_row_of_the_table_is_what_is_written_and_read(Sample sample)
    {
        WireRow row = WireTable.Rows.Single(one => one.Key == sample.ToString());
        Assert.Equal(row.Bytes, Convert.ToHexString(sample.Bytes));
        Assert.True(sample.ReadsBack(sample.Bytes));
    }
}
