using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G5")]
    public async Task A_suspect_that_lapses_alone_counts_a_delivery_and_waits_longer_each_time()
    {
        Sent sent = await SendAsync(Suspects);
        await TakeAsync(Suspects);

        Assert.Equal(new RescueReport(1, 1, 0), await LapseAsync());
        await AssertCountsAsync(scheduled: 1);
        Assert.Equal((0, 1, 0), CountersOf((await Broker.GetScheduledAsync(sent.Id))!.Envelope));
        await AssertBecomesDueAfterAsync(TimeSpan.FromSeconds(2));

        await TakeAsync(Suspects);
        await LapseAsync();
        Assert.Equal((0, 2, 0), CountersOf((await Broker.GetScheduledAsync(sent.Id))!.Envelope));
        await AssertBecomesDueAfterAsync(TimeSpan.FromSeconds(8));
    }

    [Fact, Promise("G5", "G6")]
    public async Task A_suspect_at_its_delivery_limit_is_buried_as_poison()
    {
        Sent sent = Make(deliveries: 2);
        await SendAsync(Suspects, default, sent);
        await TakeAsync(Suspects);

        Assert.Equal(new RescueReport(1, 0, 1), await LapseAsync());

        await AssertCountsAsync(buried: 1);
        ParkedTask? parked = await Broker.GetBuriedAsync(sent.Id);
        Assert.NotNull(parked);
        Assert.Equal(BuryReason.Poison, parked.Failure?.Reason);
        Assert.Equal((0, 3, 0), CountersOf(parked.Envelope));
        Assert.Equal(sent.Bytes[2..], parked.Envelope[2..].ToArray());
    }

    [Fact, Promise("G5")]
    public async Task A_poison_task_in_a_full_lease_is_buried_alone_and_its_mates_run()
    {
        Sent[] sent = await SendAsync(Plain, 8);
        Sent poison = sent[3];
        await TakeAsync(Plain);
        await LapseAsync();

        List<TaskId> ran = [];
        for (int life = 0; life < 20 && (await CountAsync()) is { Ready: > 0 } or { Scheduled: > 0 }; life++)
        {
            while (await TryTakeAsync(Suspects, Plain) is { } lease)
            {
                Assert.Single(lease.Envelopes);
                TaskId id = HeaderOf(lease.Envelopes[0]).Id;
                if (id == poison.Id)
                {
                    await LapseAsync();
                    continue;
                }

                ran.Add(id);
                await SettleAsync(lease, new CompleteSettlement(0));
            }

            await Fixture.AdvanceAsync(TimeSpan.FromMinutes(1));
            await PromoteAsync();
        }

        Assert.Equal(sent.Except([poison]).Select(static s => s.Id), ran.Order());
        await AssertCountsAsync(buried: 1);
        Assert.Equal(BuryReason.Poison, (await Broker.GetBuriedAsync(poison.Id))?.Failure?.Reason);
    }

    [Fact, Promise("G4", "G5")]
    public async Task A_suspect_that_is_given_back_counts_nothing()
    {
        Sent sent = Make(deliveries: 2);
        await SendAsync(Suspects, default, sent);
        for (int i = 0; i < 5; i++)
        {
            await SettleAsync(await TakeAsync(Suspects), new ReleaseSettlement(0));
        }

        await AssertDrainsAsync(Suspects, sent);
    }

    [Fact, Promise("G5")]
    public async Task A_lease_that_lapses_with_mates_counts_nothing_however_often()
    {
        Sent[] sent = [Make(deliveries: 2), Make(deliveries: 2)];
        for (int i = 0; i < 4; i++)
        {
            await SendAsync(Plain, default, sent);
            await TakeAsync(Plain);
            await LapseAsync();
            await AssertDrainsAsync(Suspects, sent);
        }
    }

    [Fact, Promise("G5")]
    public async Task A_replayed_poison_task_has_its_deliveries_back_and_stays_a_suspect()
    {
        Sent sent = Make(deliveries: 2);
        await SendAsync(Suspects, default, sent);
        await TakeAsync(Suspects);
        await LapseAsync();

        Assert.True(await Broker.ReplayAsync(sent.Id));

        Assert.Equal((0, 0, 0), CountersOf((await TakeAsync(Suspects)).Envelopes[0]));
    }

    private async Task AssertBecomesDueAfterAsync(TimeSpan delay)
    {
        await Fixture.AdvanceAsync(delay - OneSecond);
        Assert.Equal(0, await PromoteAsync());
        await Fixture.AdvanceAsync(OneSecond);
        Assert.Equal(1, await PromoteAsync());
    }
}
