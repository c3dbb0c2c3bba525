using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>The counters of a header, as every broker and script changes them.</summary>
public sealed class HeaderChangeTests
{
    [Theory]
    [InlineData(HeaderChange.None, 1, 2, 3)]
    [InlineData(HeaderChange.AttemptSpent, 1, 3, 3)]
    [InlineData(HeaderChange.Deferred, 1, 2, 4)]
    [InlineData(HeaderChange.Delivered, 2, 2, 3)]
    [InlineData(HeaderChange.Reset, 0, 0, 0)]
    public void A_change_touches_its_counter_and_nothing_else(HeaderChange change, byte deliveries, byte attempts, byte deferrals)
    {
        byte[] bytes = Golden.Bytes("v1-everything");
        Assert.True(EnvelopeHeader.TryRead(bytes, out EnvelopeHeader header));
        (header with { Deliveries = 1, Attempts = 2, Deferrals = 3, Flags = 5 }).Write(bytes);
        byte[] rest = bytes[4..];

        change.Apply(bytes);

        Assert.True(EnvelopeHeader.TryRead(bytes, out EnvelopeHeader changed));
        Assert.Equal((deliveries, attempts, deferrals, (byte)5), (changed.Deliveries, changed.Attempts, changed.Deferrals, changed.Flags));
        Assert.Equal(rest, bytes[4..]);
    }

    [Theory]
    [InlineData(HeaderChange.AttemptSpent)]
    [InlineData(HeaderChange.Deferred)]
    [InlineData(HeaderChange.Delivered)]
    public void A_counter_stops_at_its_end(HeaderChange change)
    {
        byte[] bytes = Golden.Bytes("v1-bare");
        EnvelopeHeader.TryRead(bytes, out EnvelopeHeader header);
        (header with { Deliveries = 255, Attempts = 255, Deferrals = 15 }).Write(bytes);
        byte[] before = [.. bytes];

        change.Apply(bytes);

        Assert.Equal(before, bytes);
    }
}
