using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G9")]
    public async Task Complete_leaves_nothing_behind()
    {
        Sent sent = await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, new CompleteSettlement(0));

        await AssertCountsAsync();
        Assert.Equal(TaskState.Unknown, await Broker.GetStateAsync(sent.Id));
        Assert.Equal(0, (await LapseAsync()).Leases);
    }

    [Fact, Promise("G1")]
    public async Task Complete_settles_only_the_slots_named()
    {
        Sent[] sent = await SendAsync(Plain, 4);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, new CompleteSettlement(2), new CompleteSettlement(0));

        await AssertCountsAsync(taken: 2);
        await LapseAsync();
        AssertEnvelopes(await TakeAsync(Suspects), sent[1]);
        AssertEnvelopes(await TakeAsync(Suspects), sent[3]);
        Assert.Null(await TryTakeAsync(Suspects));
    }

    [Fact]
    public async Task Complete_may_be_sent_twice()
    {
        await SendAsync(Plain, 3);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, new CompleteSettlement(1));
        await SettleAsync(lease, new CompleteSettlement(1));
        await AssertCountsAsync(taken: 2);

        // Whether the last one is said to be settled or lost, nothing more may come of it.
        await SettleAsync(lease, new CompleteSettlement(0), new CompleteSettlement(2));
        await Broker.SettleAsync(lease, [new CompleteSettlement(0), new CompleteSettlement(2)]);
        await AssertCountsAsync();
    }

    [Fact]
    public async Task Complete_of_a_whole_big_lease_is_one_call()
    {
        await SendAsync(Plain, TakeRequest.MaxBatch);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, [.. Enumerable.Range(0, TakeRequest.MaxBatch).Select(static slot => new CompleteSettlement(slot))]);

        await AssertCountsAsync();
    }

    [Fact, Promise("G3")]
    public async Task Complete_keeps_the_result_in_the_same_step()
    {
        Sent sent = await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);
        byte[] outcome = ResultFormat.WriteValue([0xC4, 0x04, 0x00, 0x0D, 0x0A, 0xFF]);

        await SettleAsync(lease, new CompleteSettlement(0, new ResultWrite(sent.Id, outcome, TimeSpan.FromMinutes(1))));

        Assert.Equal(outcome, (await Broker.GetResultAsync(sent.Id))?.ToArray());
        Assert.Equal(TaskState.Done, await Broker.GetStateAsync(sent.Id));
        await AssertCountsAsync();
    }

    [Fact]
    public async Task Settle_refuses_a_slot_that_the_lease_has_not_or_that_is_named_twice_and_writes_nothing()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        Lease lease = await TakeAsync(Plain);

        foreach (int slot in new[] { -1, 0, 2 })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(
                async () => await Broker.SettleAsync(lease, [new CompleteSettlement(0), Bury(sent[1], slot)]));
        }

        await AssertCountsAsync(taken: 2);
    }

    [Fact]
    public async Task Settle_of_nothing_does_nothing()
    {
        await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease);

        await AssertCountsAsync(taken: 1);
    }

    [Fact, Promise("G3")]
    public async Task Settle_takes_every_verb_in_one_call()
    {
        Sent[] sent = await SendAsync(Plain, 4);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, new CompleteSettlement(0), Retry(sent[1], 1), new ReleaseSettlement(2), Bury(sent[3], 3));

        await AssertCountsAsync(ready: 1, scheduled: 1, buried: 1);
        Assert.Equal(TaskState.Scheduled, await Broker.GetStateAsync(sent[1].Id));
        Assert.Equal(TaskState.Buried, await Broker.GetStateAsync(sent[3].Id));
        await AssertDrainsAsync(Plain, sent[2]);
    }

    [Fact]
    public async Task Settle_gives_a_slot_to_the_first_verb_that_names_it()
    {
        Sent sent = await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, Retry(sent));
        await Broker.SettleAsync(lease, [Bury(sent)]);

        await AssertCountsAsync(scheduled: 1);
    }
}
