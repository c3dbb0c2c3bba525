using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public async Task Counts_are_by_queue_in_the_order_of_names()
    {
        await SendAsync(Lane.Of("b"), 2);
        await SendAsync(Lane.Of("a", 5), 1);
        await SendAsync(Lane.Of("c"), 1, DueTime.In(OneSecond));

        Assert.Equal(
            [new QueueCounts("a", 1, 0, 0, 0), new QueueCounts("b", 2, 0, 0, 0), new QueueCounts("c", 0, 0, 1, 0)],
            await Broker.CountAsync());
    }

    [Fact]
    public async Task Counts_remember_a_queue_that_is_empty_again()
    {
        await SendAsync(Plain);
        await DrainAsync(Plain);

        Assert.Contains(new QueueCounts("mail", 0, 0, 0, 0), await Broker.CountAsync());
    }

    [Fact]
    public async Task Counts_follow_a_task_from_queue_to_queue()
    {
        Sent sent = await SendAsync(Plain);
        await SettleAsync(await TakeAsync(Plain), Retry(sent, delay: OneSecond, lane: Lane.Of("slow")));

        await AssertCountsAsync();
        await AssertCountsAsync(scheduled: 1, queue: "slow");
        await Fixture.AdvanceAsync(OneSecond * 2);
        await PromoteAsync();
        await AssertCountsAsync(ready: 1, queue: "slow");
    }

    [Fact, Promise("G1", "G6")]
    public async Task Counts_always_add_up_to_what_was_sent_and_not_completed()
    {
        var random = new Random(20261122);
        Lane[] lanes = [Plain, Lane.Of("mail", 3), Suspects, Lane.Of("reports")];
        List<Lease> held = [];
        long alive = 0;
        for (int step = 0; step < 300; step++)
        {
            switch (random.Next(7))
            {
                case 0 or 1:
                    int count = random.Next(1, 8);
                    await SendAsync(lanes[random.Next(lanes.Length)], count, random.Next(3) == 0 ? DueTime.In(OneSecond * random.Next(1, 20)) : default);
                    alive += count;
                    break;
                case 2 or 3:
                    if (await Broker.TakeAsync(Request(random.Next(1, 6), lanes)) is { } lease)
                    {
                        held.Add(lease);
                    }

                    break;
                case 4 when held.Count > 0:
                    Lease settled = held[random.Next(held.Count)];
                    held.Remove(settled);
                    alive -= await SettleAtRandomAsync(settled, random);
                    break;
                case 5:
                    await Fixture.AdvanceAsync(OneSecond * random.Next(1, 10));
                    await PromoteAsync();
                    await Fixture.RescueAsync(Rescue);
                    break;
                case 6 when await Broker.ListBuriedAsync(0, 1) is [var letter]:
                    Assert.True(await Broker.ReplayAsync(letter.Id));
                    break;
            }

            IReadOnlyList<QueueCounts> counts = await Broker.CountAsync();
            Assert.All(counts, static c => Assert.True(c is { Ready: >= 0, Taken: >= 0, Scheduled: >= 0, Buried: >= 0 }));
            Assert.Equal(alive, counts.Sum(static c => c.Ready + c.Taken + c.Scheduled + c.Buried));
        }
    }

    [Fact]
    public async Task A_state_is_known_of_what_waits_by_id_and_of_what_kept_a_result()
    {
        Sent scheduled = await SendAsync(Plain, DueTime.In(OneSecond));
        Sent buried = await BuryOneAsync();
        Sent ready = await SendAsync(Plain);

        Assert.Equal(TaskState.Scheduled, await Broker.GetStateAsync(scheduled.Id));
        Assert.Equal(TaskState.Buried, await Broker.GetStateAsync(buried.Id));
        Assert.Equal(TaskState.Unknown, await Broker.GetStateAsync(ready.Id));
        Assert.Null(await Broker.GetScheduledAsync(buried.Id));
        Assert.Null(await Broker.GetBuriedAsync(scheduled.Id));
    }

    [Fact]
    public async Task Ready_tasks_are_listed_by_page_the_next_to_be_taken_first_and_stay_where_they_are()
    {
        List<Sent> sent = [];
        for (int i = 0; i < 5; i++)
        {
            sent.Add(await SendAsync(Plain));
        }

        Assert.Equal([sent[0].Bytes, sent[1].Bytes], (await Broker.ListReadyAsync(Plain, 0, 2)).Select(static one => one.ToArray()));
        Assert.Equal([sent[4].Bytes], (await Broker.ListReadyAsync(Plain, 4, 2)).Select(static one => one.ToArray()));
        Assert.Empty(await Broker.ListReadyAsync(Plain, 5, 2));
        Assert.Empty(await Broker.ListReadyAsync(Plain, 0, 0));
        Assert.Empty(await Broker.ListReadyAsync(Lane.Of("mail", 7), 0, 2));
        await AssertCountsAsync(ready: 5);
    }

    [Fact]
    public async Task Taken_tasks_are_listed_by_lease_without_what_is_settled()
    {
        Sent first = await SendAsync(Plain);
        Sent second = await SendAsync(Plain);
        Lease one = await TakeAsync(2, Plain);
        await SendAsync(Lane.Of("mail", 3));
        await TakeAsync(Lane.Of("mail", 3));
        await Broker.SettleAsync(one, [new CompleteSettlement(0)]);

        IReadOnlyList<TakenTasks> taken = await Broker.ListTakenAsync(0, 10);
        Assert.Equal(2, taken.Count);
        TakenTasks plain = Assert.Single(taken, static lease => lease.Lane == Plain);
        Assert.Equal(second.Id, HeaderOf(Assert.Single(plain.Envelopes)).Id);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Single(await Broker.ListTakenAsync(0, 1));
        Assert.Single(await Broker.ListTakenAsync(1, 5));
        Assert.Empty(await Broker.ListTakenAsync(2, 5));
    }

    [Fact]
    public async Task Scheduled_tasks_are_listed_by_page_the_next_due_first()
    {
        List<Sent> sent = [];
        for (int i = 0; i < 5; i++)
        {
            sent.Add(await SendAsync(Plain, DueTime.In(TimeSpan.FromMinutes(10 - i))));
        }

        Assert.Equal([sent[4].Id, sent[3].Id], (await Broker.ListScheduledAsync(0, 2)).Select(static parked => parked.Id));
        Assert.Equal([sent[0].Id], (await Broker.ListScheduledAsync(4, 2)).Select(static parked => parked.Id));
        Assert.Empty(await Broker.ListScheduledAsync(5, 2));
        Assert.Empty(await Broker.ListScheduledAsync(0, 0));
        Assert.Equal(sent[4].Bytes, (await Broker.ListScheduledAsync(0, 1))[0].Envelope.ToArray());
    }

    [Fact, Promise("G6")]
    public async Task Dead_letters_are_listed_by_page_the_newest_first()
    {
        List<Sent> sent = [];
        for (int i = 0; i < 5; i++)
        {
            sent.Add(await BuryOneAsync());
            await Fixture.AdvanceAsync(OneSecond);
        }

        Assert.Equal([sent[4].Id, sent[3].Id], (await Broker.ListBuriedAsync(0, 2)).Select(static parked => parked.Id));
        Assert.Equal([sent[0].Id], (await Broker.ListBuriedAsync(4, 2)).Select(static parked => parked.Id));
        Assert.Empty(await Broker.ListBuriedAsync(5, 2));
        Assert.All(await Broker.ListBuriedAsync(0, 10), static parked => Assert.Equal(BuryReason.Exhausted, parked.Failure?.Reason));
    }

    private async Task<int> SettleAtRandomAsync(Lease lease, Random random)
    {
        List<Settlement> settlements = [];
        int completed = 0;
        for (int slot = 0; slot < lease.Envelopes.Count; slot++)
        {
            var sent = new Sent(HeaderOf(lease.Envelopes[slot]).Id, []);
            switch (random.Next(4))
            {
                case 0:
                    settlements.Add(new CompleteSettlement(slot));
                    completed++;
                    break;
                case 1:
                    settlements.Add(Retry(sent, slot, OneSecond * random.Next(1, 9)));
                    break;
                case 2:
                    settlements.Add(new ReleaseSettlement(slot));
                    break;
                default:
                    settlements.Add(Bury(sent, slot));
                    break;
            }
        }

        return await Broker.SettleAsync(lease, settlements) == SettleStatus.Settled ? completed : 0;
    }
}
