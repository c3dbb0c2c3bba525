using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G6")]
    public async Task Bury_keeps_bytes_reason_attempts_and_lane()
    {
        Lane urgent = Lane.Of("mail", 3);
        Sent sent = await SendAsync(urgent);

        await SettleAsync(await TakeAsync(urgent), Bury(sent, reason: BuryReason.Exhausted, lane: urgent));

        await AssertCountsAsync(buried: 1);
        ParkedTask? parked = await Broker.GetBuriedAsync(sent.Id);
        Assert.NotNull(parked);
        Assert.Equal((sent.Id, urgent, SomeFailure with { Reason = BuryReason.Exhausted }), (parked.Id, parked.Lane, parked.Failure));
        Assert.Equal(WithAttempts(sent, 1), parked.Envelope.ToArray());
        Assert.Equal(TaskState.Buried, await Broker.GetStateAsync(sent.Id));
    }

    [Fact, Promise("G6")]
    public async Task Bury_keeps_bytes_that_are_no_task()
    {
        Sent sent = Make();
        sent.Bytes[0] = 200;
        sent.Bytes.AsSpan(28).Fill(0xC1);
        await SendAsync(Plain, default, sent);

        await SettleAsync(await TakeAsync(Plain), Bury(sent, reason: BuryReason.Unreadable, change: HeaderChange.None));

        Assert.Equal(sent.Bytes, (await Broker.GetBuriedAsync(sent.Id))?.Envelope.ToArray());
    }

    [Fact, Promise("G3")]
    public async Task Bury_keeps_the_failed_outcome_in_the_same_step()
    {
        Sent sent = await SendAsync(Plain);
        byte[] outcome = ResultFormat.WriteFailure(SomeFailure with { Reason = BuryReason.Stopped });

        await SettleAsync(
            await TakeAsync(Plain),
            Bury(sent, reason: BuryReason.Stopped, result: new ResultWrite(sent.Id, outcome, TimeSpan.FromMinutes(1))));

        Assert.Equal(outcome, (await Broker.GetResultAsync(sent.Id))?.ToArray());
        Assert.Equal(TaskState.Buried, await Broker.GetStateAsync(sent.Id));
    }

    [Fact]
    public async Task Bury_may_be_sent_twice()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, Bury(sent[0]));
        await SettleAsync(lease, Bury(sent[0]));

        await AssertCountsAsync(taken: 1, buried: 1);
        Assert.Equal((1, 0, 0), CountersOf((await Broker.GetBuriedAsync(sent[0].Id))!.Envelope));
    }

    [Fact]
    public async Task Bury_of_a_task_that_ran_twice_keeps_one_dead_letter()
    {
        Sent sent = Make();
        await SendAsync(Plain, default, sent, sent);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, Bury(sent, 0), Bury(sent, 1));

        await AssertCountsAsync(buried: 1);
    }
}
