using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G2")]
    public async Task A_renewed_lease_lives_on()
    {
        await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);

        Assert.Equal(0, await TickAsync(seconds: 40, lease));

        await AssertCountsAsync(taken: 1);
        await SettleAsync(lease, new CompleteSettlement(0));
    }

    [Fact, Promise("G2")]
    public async Task Renewing_one_lease_keeps_no_other_alive()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        Lease renewed = await TakeAsync(1, Plain);
        await TakeAsync(1, Plain);

        Assert.Equal(1, await TickAsync(seconds: 20, renewed));

        await AssertDrainsAsync(Suspects, sent[1]);
        await AssertCountsAsync(taken: 1);
    }

    [Fact, Promise("G2")]
    public async Task A_renewal_names_the_leases_that_are_gone()
    {
        await SendAsync(Plain, 4);
        Lease lost = await TakeAsync(1, Plain);
        await LapseAsync();
        Lease settled = await TakeAsync(1, Plain);
        await SettleAsync(settled, new CompleteSettlement(0));
        Lease partly = await TakeAsync(2, Plain);
        await SettleAsync(partly, new CompleteSettlement(0));

        using ILeaseLink link = Broker.OpenLeaseLink();
        IReadOnlyList<LeaseId> gone = link.Renew([lost, partly, settled], LeaseTime);

        Assert.Equal([lost.Id, settled.Id], gone.OrderBy(static id => id.Sequence));
    }

    [Fact]
    public Task A_renewal_of_nothing_is_no_error()
    {
        using ILeaseLink link = Broker.OpenLeaseLink();

        Assert.Empty(link.Renew([], LeaseTime));
        return Task.CompletedTask;
    }

    [Fact, Promise("G2")]
    public async Task A_lapsed_lease_that_nobody_rescued_may_still_be_renewed_and_settled()
    {
        await SendAsync(Plain, 2);
        Lease lease = await TakeAsync(Plain);
        await Fixture.AdvanceAsync(LeaseTime * 2);

        Renew(lease);
        await SettleAsync(lease, new CompleteSettlement(0));
        await Fixture.AdvanceAsync(LeaseTime * 2);
        await SettleAsync(lease, new CompleteSettlement(1));

        await AssertCountsAsync();
    }

    [Fact, Promise("G2")]
    public async Task A_lease_that_is_asked_for_again_lives_from_then_on()
    {
        await TickAsync(seconds: 20);
        await SendAsync(Plain);
        TakeRequest request = Request(1, Plain);
        await Broker.TakeAsync(request);
        await Fixture.AdvanceAsync(LeaseTime * 2);

        // Its owner never heard of the first answer, and counts from this request.
        await Broker.TakeAsync(request);
        Assert.Equal(0, (await Fixture.RescueAsync(Rescue)).Rescued);
        await AssertCountsAsync(taken: 1);
    }

    [Fact, Promise("G2")]
    public async Task A_lost_lease_settles_nothing()
    {
        Sent[] sent = await SendAsync(Plain, 4);
        Lease lease = await TakeAsync(Plain);
        await LapseAsync();
        var result = new ResultWrite(sent[0].Id, new byte[] { 0x92, 0x01, 0xC0 }, TimeSpan.FromMinutes(1));

        Settlement[] settlements = [new CompleteSettlement(0, result), Retry(sent[1], 1), new ReleaseSettlement(2), Bury(sent[3], 3)];
        foreach (Settlement settlement in settlements)
        {
            Assert.Equal(SettleStatus.LeaseLost, await Broker.SettleAsync(lease, [settlement]));
        }

        Assert.Equal(SettleStatus.LeaseLost, await Broker.SettleAsync(lease, settlements));
        Assert.Null(await Broker.GetResultAsync(sent[0].Id));
        await AssertCountsAsync(ready: 4);
        await AssertDrainsAsync(Suspects, sent);
    }

    [Fact, Promise("G2")]
    public async Task A_lost_lease_settles_nothing_while_another_owns_its_tasks()
    {
        Sent sent = await SendAsync(Plain);
        Lease lost = await TakeAsync(Plain);
        await LapseAsync();
        Lease owned = await TakeAsync(Suspects);

        Assert.Equal(SettleStatus.LeaseLost, await Broker.SettleAsync(lost, [new CompleteSettlement(0)]));

        await AssertCountsAsync(taken: 1);
        AssertEnvelopes(owned, sent);
        await SettleAsync(owned, new CompleteSettlement(0));
    }
}
