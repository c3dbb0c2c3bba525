using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

/// <summary>Where two brokers once differed, found by random programs (tests/Model.Tests).</summary>
public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public async Task A_kept_failure_whose_dead_letter_is_gone_is_no_state()
    {
        Sent sent = await SendAsync(Plain);
        byte[] outcome = ResultFormat.WriteFailure(SomeFailure);
        await SettleAsync(await TakeAsync(Plain), Bury(sent, result: new ResultWrite(sent.Id, outcome, TimeSpan.FromMinutes(1))));

        await Broker.DeleteBuriedAsync(sent.Id);

        // Buried says that there is a dead letter to look at; a handle still reads how it failed.
        Assert.Equal(TaskState.Unknown, await Broker.GetStateAsync(sent.Id));
        Assert.Equal(outcome, (await Broker.GetResultAsync(sent.Id))?.ToArray());
    }

    [Fact]
    public async Task The_lease_that_lapsed_first_is_rescued_first()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        await TakeAsync(1, Plain);
        Lease second = await TakeAsync(1, Plain);
        await Fixture.AdvanceAsync(OneSecond);
        Renew(second);

        Assert.Equal(2, (await LapseAsync()).Leases);

        await AssertDrainsAsync(Suspects, sent);
    }

    [Fact]
    public async Task The_wait_of_a_suspect_grows_to_a_day_at_most()
    {
        Sent sent = Make(deliveries: 100);
        await SendAsync(Suspects, default, sent);
        await TakeAsync(Suspects);

        await Fixture.AdvanceAsync(LeaseTime + OneSecond);
        await Fixture.RescueAsync(Rescue with { DeliveryLimit = 255 });
        await Fixture.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(1, await PromoteAsync());
    }

    [Fact]
    public async Task Poison_says_the_limit_that_it_reached()
    {
        Sent sent = Make(deliveries: 2);
        await SendAsync(Suspects, default, sent);
        await TakeAsync(Suspects);

        Assert.Equal(1, (await LapseAsync()).Buried);

        ParkedTask? parked = await Broker.GetBuriedAsync(sent.Id);
        Assert.Equal(Rescue.Poison(default).Message, parked?.Failure?.Message);
    }

    [Fact, Promise("G2")]
    public async Task Nobody_is_rescued_for_a_lease_after_the_clock_stepped_back()
    {
        await SendAsync(Plain);
        await TakeAsync(Plain);
        await TickAsync(seconds: 1);

        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(-10));

        // Not even who does not listen: it may be that it could not.
        Assert.Equal(0, await TickAsync(seconds: 12));
    }

    [Fact]
    public async Task What_is_settled_again_with_the_last_slot_is_settled()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        Lease lease = await TakeAsync(Plain);
        await SettleAsync(lease, Retry(sent[1], 1));

        await SettleAsync(lease, new CompleteSettlement(0), Retry(sent[1], 1));

        await AssertCountsAsync(scheduled: 1);
    }

    [Fact]
    public async Task Nothing_is_settled_of_any_lease()
    {
        await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);
        await SettleAsync(lease, new CompleteSettlement(0));

        await SettleAsync(lease);
    }

    [Fact]
    public async Task Leases_are_listed_in_one_order_everywhere()
    {
        Sent[] sent = await SendAsync(Plain, 3);
        foreach (long sequence in (long[])[1, 2, 10])
        {
            await Broker.TakeAsync(Request(1, Plain) with { Lease = new LeaseId("order", sequence) });
        }

        IReadOnlyList<TakenTasks> page = await Broker.ListTakenAsync(0, 10);

        Assert.Equal([sent[2].Id, sent[0].Id, sent[1].Id], page.Select(static one => HeaderOf(one.Envelopes[0]).Id));
    }

    [Fact]
    public async Task A_page_shows_a_thousand_at_most()
    {
        await SendAsync(Plain, IInspectionPort.MaxPage + 1);

        Assert.Equal(IInspectionPort.MaxPage, (await Broker.ListReadyAsync(Plain, 0, int.MaxValue)).Count);
    }

    [Fact]
    public async Task Each_queue_that_a_worker_asks_for_is_counted()
    {
        await SendAsync(Plain);
        await TakeAsync(Plain, Lane.Of("second"));
        await Broker.EnterIdleAsync(OtherWorker, ["third"]);
        await Broker.WakeAsync("fourth");

        Assert.Equal(["mail", "second", "third"], (await Broker.CountAsync()).Select(static one => one.Queue));
    }

    [Fact]
    public async Task A_time_before_1970_is_long_ago_and_no_delay_is_longer_than_a_century()
    {
        Sent[] sent = [Make(), Make()];
        await SendAsync(Plain, DueTime.On(DateTimeOffset.MinValue), sent[0]);
        await SendAsync(Plain, DueTime.In(TimeSpan.MaxValue), sent[1]);

        IReadOnlyList<ParkedTask> scheduled = await Broker.ListScheduledAsync(0, 2);

        Assert.Equal(DateTimeOffset.UnixEpoch, scheduled[0].At);
        Assert.InRange(scheduled[1].At.Year, 2100, 2200);
    }

    [Fact]
    public async Task A_call_that_names_nothing_or_too_much_is_refused()
    {
        Lease gone = new(new LeaseId(Worker, 7), Plain, [Make().Bytes], 0);
        Func<Task>[] calls =
        [
            async () => await Broker.TakeAsync(Request(1)),
            async () => await Broker.TakeAsync(Request(1, Plain) with { MaxBytes = 0 }),
            async () => await Broker.TakeAsync(Request(1, Plain) with { LeaseTime = TimeSpan.FromDays(2) }),
            async () => await Broker.TakeAsync(Request(1, Plain) with { Lease = new LeaseId(Worker, 0) }),
            async () => await Broker.PromoteAsync(0),
            async () => await Broker.PromoteAsync(TakeRequest.MaxBatch + 1),
            async () => await Broker.RescueAsync(Rescue with { DeliveryLimit = 0 }),
            async () => await Broker.RescueAsync(Rescue with { DeliveryLimit = 256 }),
            async () => await Broker.RescueAsync(Rescue with { SuspectDelay = -OneSecond }),
            async () => await Broker.RescueAsync(Rescue with { LeaseTime = TimeSpan.FromDays(2) }),
            async () => await Broker.SettleAsync(gone, [new CompleteSettlement(0, new ResultWrite(Make().Id, new byte[1], TimeSpan.Zero))]),
        ];
        foreach (Func<Task> call in calls)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(call);
        }
    }
}
