using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G1", "G5")]
    public async Task Rescue_makes_what_a_dead_worker_held_ready_again_and_counts_nothing()
    {
        Sent[] sent = await SendAsync(Plain, 3);
        await TakeAsync(Plain);

        Assert.Equal(new RescueReport(1, 3, 0), await LapseAsync());

        await AssertCountsAsync(ready: 3);
        Assert.Null(await TryTakeAsync(Plain));
        await AssertDrainsAsync(Suspects, sent);
    }

    [Fact]
    public async Task Rescue_finds_nothing_where_nothing_is_taken()
    {
        await SendAsync(Plain);

        Assert.Equal(default, await LapseAsync());
        await AssertCountsAsync(ready: 1);
    }

    [Fact, Promise("G2")]
    public async Task Rescue_leaves_a_live_lease_alone()
    {
        await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);
        await Fixture.AdvanceAsync(OneSecond);

        Assert.Equal(default, await Fixture.RescueAsync(Rescue));

        await AssertCountsAsync(taken: 1);
        await SettleAsync(lease, new CompleteSettlement(0));
    }

    [Fact, Promise("G1")]
    public async Task Rescue_takes_every_lapsed_lease_and_only_what_is_not_settled()
    {
        Lane other = Lane.Of("reports", 2);
        Sent[] mails = await SendAsync(Plain, 4);
        Sent[] reports = await SendAsync(other, 1);
        Lease first = await TakeAsync(3, Plain);
        await TakeAsync(1, Plain);
        await TakeAsync(other);
        await SettleAsync(first, new CompleteSettlement(0), new ReleaseSettlement(2));

        Assert.Equal(new RescueReport(3, 3, 0), await LapseAsync());

        await AssertDrainsAsync(Plain, mails[2]);
        Assert.Equal([mails[1].Bytes, mails[3].Bytes], (await DrainAsync(Suspects)).OrderBy(static bytes => HeaderOf(bytes).Id));
        await AssertDrainsAsync(Lane.Suspects("reports"), reports);
    }

    [Fact]
    public async Task Rescue_happens_once_however_often_it_is_asked_for()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        await TakeAsync(Plain);
        await LapseAsync();

        Assert.Equal(default, await Fixture.RescueAsync(Rescue));

        await AssertDrainsAsync(Suspects, sent);
    }

    [Fact, Promise("G2")]
    public async Task Rescue_comes_early_for_an_owner_that_nobody_hears()
    {
        await SendAsync(Plain);
        await TakeAsync(Plain);

        Assert.Equal(0, await TickAsync(seconds: 2));
        Assert.Equal(1, await TickAsync(seconds: 2));
    }

    [Fact, Promise("G2")]
    public async Task Rescue_waits_for_the_deadline_of_an_owner_that_listens()
    {
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, () => { });
        await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);
        await TickAsync(seconds: 20, lease);

        Assert.Equal(0, await TickAsync(seconds: 12));
        Assert.Equal(1, await TickAsync(seconds: 6));
    }

    [Fact, Promise("G2")]
    public async Task Rescue_steals_nothing_from_a_live_owner_after_a_pause()
    {
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, () => { });
        await SendAsync(Plain, 2);
        Lease lease = await TakeAsync(1, Plain);
        await TickAsync(seconds: 20, lease);
        Lease dead = (await Broker.TakeAsync(Request(1, Plain) with { Lease = NewLease(OtherWorker) }))!;

        // Nobody ticked and nobody could renew.
        Assert.Equal(1, (await LapseAsync()).Leases);

        Assert.Equal(0, await TickAsync(seconds: 12));
        Renew(lease);
        Assert.Equal(SettleStatus.LeaseLost, await Broker.SettleAsync(dead, [new CompleteSettlement(0)]));
        await SettleAsync(lease, new CompleteSettlement(0));
    }

    [Fact, Promise("G1")]
    public async Task Rescue_comes_after_the_grace_for_a_live_owner_that_does_not_renew()
    {
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, () => { });
        Sent sent = await SendAsync(Plain);
        await TakeAsync(Plain);
        Assert.Equal(0, (await LapseAsync()).Leases);

        Assert.Equal(1, await TickAsync(seconds: 18));

        await AssertDrainsAsync(Suspects, sent);
    }

    [Fact, Promise("G2")]
    public async Task Rescue_steals_nothing_from_a_live_owner_after_the_clock_stepped_back()
    {
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, () => { });
        await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);
        await TickAsync(seconds: 20, lease);

        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(-10));
        Assert.Equal(0, await TickAsync(seconds: 12));

        Renew(lease);
        await SettleAsync(lease, new CompleteSettlement(0));
    }

    [Fact, Promise("G1")]
    public async Task Rescue_does_not_wait_for_the_clock_to_be_where_it_was_before_it_stepped_back()
    {
        await SendAsync(Plain);
        await TakeAsync(Plain);
        await TickAsync(seconds: 1);

        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(-10));

        Assert.Equal(1, await TickAsync(seconds: 17));
    }
}
