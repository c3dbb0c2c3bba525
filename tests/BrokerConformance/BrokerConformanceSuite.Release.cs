using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G4")]
    public async Task Release_makes_ready_again_and_counts_nothing()
    {
        Sent sent = await SendAsync(Plain);

        await SettleAsync(await TakeAsync(Plain), new ReleaseSettlement(0));

        await AssertCountsAsync(ready: 1);
        await AssertDrainsAsync(Plain, sent);
    }

    [Fact, Promise("G4")]
    public async Task Release_goes_to_the_head_of_the_lane_in_order()
    {
        Sent[] sent = await SendAsync(Plain, 6);
        Lease lease = await TakeAsync(4, Plain);

        await SettleAsync(lease, new ReleaseSettlement(2), new ReleaseSettlement(0), new ReleaseSettlement(3), new CompleteSettlement(1));

        await AssertDrainsAsync(Plain, sent[0], sent[2], sent[3], sent[4], sent[5]);
    }

    [Fact]
    public async Task Release_goes_back_to_the_lane_that_was_taken_from()
    {
        Lane urgent = Lane.Of("mail", 4);
        Sent pressing = await SendAsync(urgent);
        Sent[] suspects = await SendAsync(Suspects, 2);

        await SettleAsync(await TakeAsync(urgent), new ReleaseSettlement(0));
        await SettleAsync(await TakeAsync(Suspects), new ReleaseSettlement(0));

        await AssertDrainsAsync(urgent, pressing);
        await AssertDrainsAsync(Suspects, suspects);
    }

    [Fact]
    public async Task Release_may_be_sent_twice()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, new ReleaseSettlement(0));
        await SettleAsync(lease, new ReleaseSettlement(0));

        await AssertCountsAsync(ready: 1, taken: 1);
        await AssertDrainsAsync(Plain, sent[0]);
    }

    [Fact, Promise("G4")]
    public async Task Release_of_a_whole_big_lease_keeps_its_order()
    {
        Sent[] sent = await SendAsync(Plain, TakeRequest.MaxBatch);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, [.. Enumerable.Range(0, sent.Length).Select(static slot => new ReleaseSettlement(slot))]);

        await AssertDrainsAsync(Plain, sent);
    }
}
