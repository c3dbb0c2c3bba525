using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

/// <summary>Results of tasks that were made together: a broker may store them together, and nobody can tell.</summary>
public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public Task Each_of_a_few_results_settled_together_is_its_own() => SettleTogetherAsync(3, 1);

    [Fact]
    public Task Each_of_many_short_results_settled_together_is_its_own() => SettleTogetherAsync(300, 3);

    [Fact]
    public Task Each_of_many_long_results_settled_together_is_its_own() => SettleTogetherAsync(300, 200);

    private async Task SettleTogetherAsync(int count, int outcomeBytes)
    {
        Sent[] sent = await SendGroupedAsync(count);
        Lease lease = await TakeAsync(Plain);

        // Not all are kept, one is settled before the others, and one that is of no group lies between them.
        await SettleAsync(lease, new CompleteSettlement(1, Valued(sent[1], 1, outcomeBytes)));
        await SettleAsync(lease, [.. Enumerable.Range(0, count).Where(static slot => slot != 1)
            .Select(slot => new CompleteSettlement(slot, slot % 10 == 7 ? null : Valued(sent[slot], slot, outcomeBytes)))]);

        for (int slot = 0; slot < count; slot++)
        {
            ReadOnlyMemory<byte>? kept = await Broker.GetResultAsync(sent[slot].Id);
            Assert.Equal(slot != 1 && slot % 10 == 7 ? null : Value(slot, outcomeBytes), kept?.ToArray());
        }

        await AssertCountsAsync();
    }

    [Fact]
    public async Task A_whole_lease_of_results_is_settled_at_once()
    {
        Sent[] sent = await SendGroupedAsync(TakeRequest.MaxBatch);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, [.. sent.Select((one, slot) => new CompleteSettlement(slot, Valued(one, slot, 100)))]);

        Assert.Equal(Value(0, 100), (await Broker.GetResultAsync(sent[0].Id))?.ToArray());
        Assert.Equal(Value(TakeRequest.MaxBatch - 1, 100), (await Broker.GetResultAsync(sent[^1].Id))?.ToArray());
        Assert.Equal(TaskState.Done, await Broker.GetStateAsync(sent[^1].Id));
    }

    [Fact]
    public async Task A_result_kept_longer_is_not_cut_short_by_those_settled_after_it()
    {
        Sent[] sent = await SendGroupedAsync(2);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, new CompleteSettlement(0, Valued(sent[0], 0, 1, TimeSpan.FromMinutes(3))));
        await SettleAsync(lease, new CompleteSettlement(1, Valued(sent[1], 1, 1, TimeSpan.FromMinutes(1))));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(170));

        Assert.NotNull(await Broker.GetResultAsync(sent[0].Id));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Null(await Broker.GetResultAsync(sent[0].Id));
        Assert.Null(await Broker.GetResultAsync(sent[1].Id));
    }

    [Fact]
    public async Task A_failed_outcome_among_results_is_forgotten_by_a_replay_alone()
    {
        Sent[] sent = await SendGroupedAsync(2);
        var failed = new ResultWrite(sent[1].Id, ResultFormat.WriteFailure(SomeFailure), TimeSpan.FromMinutes(1));
        await SettleAsync(await TakeAsync(Plain), new CompleteSettlement(0, Valued(sent[0], 0, 1)), Bury(sent[1], slot: 1, result: failed));
        Assert.NotNull(await Broker.GetResultAsync(sent[1].Id));

        await Broker.ReplayAsync(sent[1].Id);

        Assert.Null(await Broker.GetResultAsync(sent[1].Id));
        Assert.NotNull(await Broker.GetResultAsync(sent[0].Id));
    }

    private async Task<Sent[]> SendGroupedAsync(int count)
    {
        Sent[] sent = [.. Enumerable.Range(1, count).Select(static number => Sent.MakeGrouped(number))];
        Assert.All(sent, static one => Assert.NotNull(one.Id.ResultGroup));
        await SendAsync(Plain, default, sent);
        return sent;
    }

    private static byte[] Value(int number, int bytes) => ResultFormat.WriteValue([.. Enumerable.Range(0, bytes).Select(i => (byte)((number + i) % 128))]);

    private static ResultWrite Valued(Sent sent, int number, int bytes, TimeSpan? keepFor = null) =>
        new(sent.Id, Value(number, bytes), keepFor ?? TimeSpan.FromMinutes(2));
}
