using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

/// <content>Sends whose ids are remembered.</content>
public abstract partial class BrokerConformanceSuite
{
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(10);

    [Fact, Promise("G1", "G3")]
    public async Task Enqueue_once_stores_a_repeated_send_once()
    {
        Sent[] sent = [Make(), Make(), Make()];
        await SendOnceAsync(Plain, default, sent);
        await SendOnceAsync(Plain, default, sent);

        await AssertCountsAsync(ready: 3);
        await AssertDrainsAsync(Plain, sent);
    }

    [Fact]
    public async Task Enqueue_once_remembers_what_has_long_been_done()
    {
        Sent sent = Make();
        await SendOnceAsync(Plain, default, sent);
        await DrainAsync(Plain);
        await SendOnceAsync(Plain, default, sent);

        await AssertCountsAsync();
    }

    [Fact]
    public async Task Enqueue_once_stores_those_of_a_batch_that_are_new_in_their_order()
    {
        Sent[] sent = [Make(), Make(), Make(), Make(), Make()];
        await SendOnceAsync(Plain, default, sent[1], sent[3]);
        await SendOnceAsync(Plain, default, sent);

        await AssertDrainsAsync(Plain, sent[1], sent[3], sent[0], sent[2], sent[4]);
    }

    [Fact]
    public async Task Enqueue_once_stores_an_id_once_that_is_in_the_batch_twice()
    {
        Sent sent = Make();
        await SendOnceAsync(Plain, default, sent, sent);

        await AssertCountsAsync(ready: 1);
    }

    [Fact, Promise("G7")]
    public async Task Enqueue_once_schedules_once_and_knows_it_still_when_it_has_run()
    {
        Sent sent = Make();
        await SendOnceAsync(Plain, DueTime.In(OneSecond), sent);
        await SendOnceAsync(Plain, DueTime.In(OneSecond), sent);
        await AssertCountsAsync(scheduled: 1);

        await Fixture.AdvanceAsync(OneSecond * 2);
        Assert.Equal(1, await PromoteAsync());
        await AssertDrainsAsync(Plain, sent);
        await SendOnceAsync(Plain, DueTime.In(OneSecond), sent);

        await AssertCountsAsync();
    }

    [Fact]
    public async Task Enqueue_once_knows_an_id_whatever_lane_or_time_it_comes_back_with()
    {
        Sent sent = Make();
        await SendOnceAsync(Plain, default, sent);
        await SendOnceAsync(Lane.Of("mail", 3), default, sent);
        await SendOnceAsync(Lane.Of("reports"), DueTime.In(OneSecond), sent);

        await AssertCountsAsync(ready: 1);
        await AssertCountsAsync(queue: "reports");
    }

    [Fact, Promise("G10")]
    public async Task Enqueue_once_forgets_an_id_when_its_time_is_over()
    {
        Sent sent = Make();
        await SendOnceAsync(Plain, default, sent);
        await Fixture.AdvanceAsync(Remember - OneSecond);
        await SendOnceAsync(Plain, default, sent);
        await AssertCountsAsync(ready: 1);

        // Its task has run meanwhile: one that still waits would be there twice.
        await Broker.SettleAsync(await TakeAsync(Plain), [new CompleteSettlement(0)]);
        await Fixture.AdvanceAsync(OneSecond * 2);
        await SendOnceAsync(Plain, default, sent);

        await AssertCountsAsync(ready: 1);
    }

    [Fact]
    public async Task Enqueue_once_of_a_big_batch_of_several_lanes_and_times_is_stored_once()
    {
        EnqueueItem[] items =
        [
            .. Enumerable.Range(0, 1500).Select(i => Make().To(
                i % 500 < 250 ? Plain : Lane.Of("mail", 1), i % 3 == 0 ? DueTime.In(OneSecond) : DueTime.Now) with { RememberFor = Remember }),
        ];
        await Broker.EnqueueAsync(items);
        await Broker.EnqueueAsync(items);

        await AssertCountsAsync(ready: 1000, scheduled: 500);
    }

    [Fact]
    public async Task Enqueue_once_refuses_a_negative_time()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () =>
            await Broker.EnqueueAsync(new[] { Make().To(Plain) with { RememberFor = TimeSpan.FromSeconds(-1) } }));

        await AssertCountsAsync();
    }

    private async Task SendOnceAsync(Lane lane, DueTime due, params Sent[] sent) =>
        await Broker.EnqueueAsync(sent.Select(one => one.To(lane, due) with { RememberFor = Remember }).ToArray());
}
