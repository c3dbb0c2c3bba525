using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G7")]
    public async Task Promote_makes_ready_what_is_due_and_nothing_else()
    {
        Sent soon = await SendAsync(Plain, DueTime.In(TimeSpan.FromSeconds(30)));
        Sent later = await SendAsync(Plain, DueTime.In(TimeSpan.FromMinutes(5)));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(25));
        Assert.Equal(0, await PromoteAsync());

        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(6));

        Assert.Equal(1, await PromoteAsync());
        await AssertCountsAsync(ready: 1, scheduled: 1);
        await AssertDrainsAsync(Plain, soon);
        Assert.Equal(TaskState.Scheduled, await Broker.GetStateAsync(later.Id));
    }

    [Fact]
    public async Task Promote_takes_the_oldest_first_and_puts_it_behind_what_is_ready()
    {
        Sent third = await SendAsync(Plain, DueTime.In(TimeSpan.FromSeconds(30)));
        Sent first = await SendAsync(Plain, DueTime.In(TimeSpan.FromSeconds(10)));
        Sent second = await SendAsync(Plain, DueTime.In(TimeSpan.FromSeconds(20)));
        Sent ready = await SendAsync(Plain);
        await Fixture.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await Broker.PromoteAsync(2)).Promoted);
        await AssertDrainsAsync(Plain, ready, first, second);
        Assert.Equal(1, (await Broker.PromoteAsync(2)).Promoted);
        await AssertDrainsAsync(Plain, third);
    }

    [Fact]
    public async Task Promote_says_when_the_next_is_due()
    {
        Assert.Equal(new PromoteReport(0, null), await Broker.PromoteAsync(10));
        await SendAsync(Plain, DueTime.In(TimeSpan.FromSeconds(100)));
        await SendAsync(Plain, DueTime.In(TimeSpan.FromSeconds(300)));

        Assert.InRange((await Broker.PromoteAsync(10)).NextDue!.Value.TotalSeconds, 40, 100);
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(101));
        PromoteReport report = await Broker.PromoteAsync(10);

        Assert.Equal(1, report.Promoted);
        Assert.InRange(report.NextDue!.Value.TotalSeconds, 139, 199);
    }

    [Fact]
    public async Task Promote_that_leaves_due_work_behind_says_that_more_is_due_now()
    {
        await SendAsync(Plain, 3, DueTime.In(OneSecond));
        await Fixture.AdvanceAsync(OneSecond * 2);

        Assert.Equal(new PromoteReport(2, TimeSpan.Zero), await Broker.PromoteAsync(2));
    }

    [Fact]
    public async Task Promote_finds_the_lane_of_each()
    {
        Lane[] lanes = [Plain, Lane.Of("mail", 9), Suspects, Lane.Of("reports", 1)];
        List<Sent> sent = [];
        foreach (Lane lane in lanes)
        {
            sent.Add(await SendAsync(lane, DueTime.In(OneSecond)));
        }

        await Fixture.AdvanceAsync(OneSecond * 2);
        await PromoteAsync();

        for (int i = 0; i < lanes.Length; i++)
        {
            await AssertDrainsAsync(lanes[i], sent[i]);
        }
    }

    [Fact]
    public async Task Promote_brings_a_thousand_at_once()
    {
        Sent[] sent = await SendAsync(Plain, TakeRequest.MaxBatch, DueTime.In(OneSecond));
        await Fixture.AdvanceAsync(OneSecond * 2);

        Assert.Equal(TakeRequest.MaxBatch, await PromoteAsync());

        await AssertDrainsAsync(Plain, sent);
    }
}
