using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

/// <content>Queues that may hold so many ready tasks and no more.</content>
public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public async Task Enqueue_into_a_full_queue_is_refused_with_its_name_and_limit()
    {
        Sent[] sent = [Make(), Make()];
        await SendLimitedAsync(2, Plain, sent);

        QueueFullException full = await Assert.ThrowsAsync<QueueFullException>(() => SendLimitedAsync(2, Plain, Make()));

        Assert.Equal(("mail", 2, 0, false), (full.Queue, full.Limit, full.Accepted, full.OutcomeUnknown));
        await AssertDrainsAsync(Plain, sent);
    }

    [Fact]
    public async Task Enqueue_of_more_than_there_is_room_for_stores_the_first_and_says_how_many()
    {
        Sent[] sent = [.. Enumerable.Range(0, 8).Select(_ => Make())];
        await SendLimitedAsync(5, Plain, sent[0], sent[1]);

        QueueFullException full = await Assert.ThrowsAsync<QueueFullException>(() => SendLimitedAsync(5, Plain, sent[2..]));

        Assert.Equal(3, full.Accepted);
        await AssertDrainsAsync(Plain, sent[..5]);
    }

    [Fact]
    public async Task Enqueue_stores_nothing_behind_the_first_task_without_room()
    {
        Sent[] sent = [Make(), Make(), Make(), Make()];
        EnqueueItem[] items =
        [
            sent[0].To(Lane.Of("reports")), sent[1].To(Plain) with { QueueLimit = 1 }, sent[2].To(Plain) with { QueueLimit = 1 }, sent[3].To(Lane.Of("reports")),
        ];

        QueueFullException full = await Assert.ThrowsAsync<QueueFullException>(async () => await Broker.EnqueueAsync(items));

        Assert.Equal(2, full.Accepted);
        await AssertCountsAsync(ready: 1);
        await AssertCountsAsync(ready: 1, queue: "reports");
    }

    [Fact]
    public async Task The_limit_counts_all_ready_lanes_of_the_queue_and_no_other_queue()
    {
        await SendAsync(Lane.Of("reports"), 5);
        await SendAsync(Lane.Of("mail", 9));
        await SendAsync(Suspects);

        await SendLimitedAsync(3, Plain, Make());

        await Assert.ThrowsAsync<QueueFullException>(() => SendLimitedAsync(3, Lane.Of("mail", 2), Make()));
        await AssertCountsAsync(ready: 3);
    }

    [Fact]
    public async Task What_is_taken_scheduled_or_buried_takes_no_room()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        await SendAsync(Plain, DueTime.In(OneSecond));
        Lease lease = await TakeAsync(Plain);
        await SettleAsync(lease, Bury(sent[0]));

        await SendLimitedAsync(1, Plain, Make());

        await AssertCountsAsync(ready: 1, taken: 1, scheduled: 1, buried: 1);
    }

    [Fact]
    public async Task What_was_accepted_before_comes_back_into_a_full_queue()
    {
        Sent[] sent = await SendAsync(Plain, 4);
        await SendLimitedAsync(4, Plain, DueTime.In(OneSecond), Make());
        Lease lease = await TakeAsync(Plain);
        await SettleAsync(lease, new ReleaseSettlement(0), Retry(sent[1], slot: 1, delay: OneSecond), Bury(sent[2], slot: 2));
        await SendLimitedAsync(2, Plain, Make());
        await Assert.ThrowsAsync<QueueFullException>(() => SendLimitedAsync(2, Plain, Make()));

        Assert.True(await Broker.ReplayAsync(sent[2].Id));
        await LapseAsync();
        Assert.Equal(2, await PromoteAsync());

        // Released, sent, replayed, rescued, and the two that became due.
        await AssertCountsAsync(ready: 6);
    }

    [Fact]
    public async Task There_is_room_again_once_a_task_is_taken()
    {
        await SendLimitedAsync(1, Plain, Make());
        await Assert.ThrowsAsync<QueueFullException>(() => SendLimitedAsync(1, Plain, Make()));
        await TakeAsync(Plain);

        await SendLimitedAsync(1, Plain, Make());

        await AssertCountsAsync(ready: 1, taken: 1);
    }

    [Fact, Promise("G1", "G3")]
    public async Task A_repeated_send_into_a_full_queue_is_accepted_where_it_is_remembered()
    {
        Sent[] sent = [Make(), Make(), Make()];
        EnqueueItem[] items = [.. sent.Select(static one => one.To(Plain) with { RememberFor = Remember, QueueLimit = 2 })];
        QueueFullException first = await Assert.ThrowsAsync<QueueFullException>(async () => await Broker.EnqueueAsync(items));
        QueueFullException again = await Assert.ThrowsAsync<QueueFullException>(async () => await Broker.EnqueueAsync(items));
        Assert.Equal((2, 2), (first.Accepted, again.Accepted));

        await AssertDrainsAsync(Plain, sent[..2]);
        await Broker.EnqueueAsync(items);

        await AssertDrainsAsync(Plain, sent[2]);
    }

    [Fact]
    public async Task A_big_batch_fills_a_queue_to_its_limit_exactly()
    {
        Sent[] sent = [.. Enumerable.Range(0, 2500).Select(_ => Make())];

        QueueFullException full = await Assert.ThrowsAsync<QueueFullException>(() => SendLimitedAsync(2100, Plain, sent));

        Assert.Equal(2100, full.Accepted);
        await AssertCountsAsync(ready: 2100);
        Assert.Equal(sent[..2100].Select(static one => one.Bytes), await DrainAsync(Plain));
    }

    [Fact]
    public async Task Concurrent_sends_never_pass_the_limit()
    {
        int[] accepted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            try
            {
                await SendLimitedAsync(50, Plain, [.. Enumerable.Range(0, 5).Select(_ => Make())]);
                return 5;
            }
            catch (QueueFullException full)
            {
                return full.Accepted;
            }
        })));

        Assert.Equal(50, accepted.Sum());
        await AssertCountsAsync(ready: 50);
    }

    [Fact]
    public async Task Enqueue_refuses_a_negative_limit()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => SendLimitedAsync(-1, Plain, Make()));

        await AssertCountsAsync();
    }

    private Task SendLimitedAsync(int limit, Lane lane, params Sent[] sent) => SendLimitedAsync(limit, lane, default, sent);

    private async Task SendLimitedAsync(int limit, Lane lane, DueTime due, params Sent[] sent) =>
        await Broker.EnqueueAsync(sent.Select(one => one.To(lane, due) with { QueueLimit = limit }).ToArray());
}
