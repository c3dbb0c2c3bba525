using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G6")]
    public async Task Replay_makes_ready_with_all_counters_at_zero()
    {
        Lane urgent = Lane.Of("mail", 6);
        Sent sent = Make(attempts: 3, deliveries: 2, deferrals: 5);
        await SendAsync(urgent, default, sent);
        await SettleAsync(await TakeAsync(urgent), Bury(sent, lane: urgent));
        Sent waiting = await SendAsync(urgent);

        Assert.True(await Broker.ReplayAsync(sent.Id));

        await AssertCountsAsync(ready: 2);
        Assert.Null(await Broker.GetBuriedAsync(sent.Id));
        List<byte[]> drained = await DrainAsync(urgent);
        Assert.Equal(waiting.Bytes, drained[0]);
        Assert.Equal((0, 0, 0), CountersOf(drained[1]));
        Assert.Equal(sent.Bytes[4..], drained[1][4..]);
    }

    [Fact]
    public async Task Replay_forgets_the_failed_outcome_that_was_kept()
    {
        Sent sent = await SendAsync(Plain);
        var outcome = new ResultWrite(sent.Id, ResultFormat.WriteFailure(SomeFailure), TimeSpan.FromMinutes(1));
        await SettleAsync(await TakeAsync(Plain), Bury(sent, result: outcome));

        await Broker.ReplayAsync(sent.Id);

        Assert.Null(await Broker.GetResultAsync(sent.Id));
        Assert.Equal(TaskState.Unknown, await Broker.GetStateAsync(sent.Id));
    }

    [Fact]
    public async Task Replay_happens_once()
    {
        Sent sent = await BuryOneAsync();

        Assert.True(await Broker.ReplayAsync(sent.Id));
        Assert.False(await Broker.ReplayAsync(sent.Id));

        await AssertCountsAsync(ready: 1);
    }

    [Fact]
    public async Task Replay_of_what_is_not_buried_does_nothing()
    {
        Sent scheduled = await SendAsync(Plain, DueTime.In(OneSecond));

        Assert.False(await Broker.ReplayAsync(scheduled.Id));
        Assert.False(await Broker.ReplayAsync(Make().Id));

        await AssertCountsAsync(scheduled: 1);
    }

    [Fact]
    public async Task Delete_removes_a_dead_letter_once()
    {
        Sent sent = await BuryOneAsync();
        Sent other = await BuryOneAsync();

        Assert.True(await Broker.DeleteBuriedAsync(sent.Id));
        Assert.False(await Broker.DeleteBuriedAsync(sent.Id));

        await AssertCountsAsync(buried: 1);
        Assert.Null(await Broker.GetBuriedAsync(sent.Id));
        Assert.Equal(TaskState.Unknown, await Broker.GetStateAsync(sent.Id));
        Assert.NotNull(await Broker.GetBuriedAsync(other.Id));
    }

    [Fact, Promise("G6")]
    public async Task Trim_drops_the_oldest_beyond_the_count_and_says_how_many()
    {
        List<Sent> buried = [];
        for (int i = 0; i < 5; i++)
        {
            buried.Add(await BuryOneAsync());
            await Fixture.AdvanceAsync(OneSecond);
        }

        Assert.Equal(3, await Broker.TrimBuriedAsync(TimeSpan.FromDays(180), keepCount: 2));

        await AssertCountsAsync(buried: 2);
        Assert.Equal([buried[4].Id, buried[3].Id], (await Broker.ListBuriedAsync(0, 10)).Select(static parked => parked.Id));
        Assert.Equal(0, await Broker.TrimBuriedAsync(TimeSpan.FromDays(180), keepCount: 2));
    }

    [Fact, Promise("G6")]
    public async Task Trim_drops_what_is_older_than_allowed_and_says_how_many()
    {
        await BuryOneAsync();
        await BuryOneAsync();
        await Fixture.AdvanceAsync(TimeSpan.FromDays(100));
        Sent young = await BuryOneAsync();
        await Fixture.AdvanceAsync(TimeSpan.FromDays(81));

        Assert.Equal(2, await Broker.TrimBuriedAsync(TimeSpan.FromDays(180), keepCount: 1_000_000));

        Assert.Equal(young.Id, Assert.Single(await Broker.ListBuriedAsync(0, 10)).Id);
        await AssertCountsAsync(buried: 1);
    }

    [Fact]
    public async Task Trim_of_nothing_drops_nothing()
    {
        Assert.Equal(0, await Broker.TrimBuriedAsync(TimeSpan.Zero, keepCount: 0));
    }

    private async Task<Sent> BuryOneAsync(Lane? lane = null)
    {
        Lane from = lane ?? Plain;
        Sent sent = await SendAsync(from);
        Lease lease = await TakeAsync(from);
        await SettleAsync(lease, Bury(sent, lane: from));
        return sent;
    }
}
