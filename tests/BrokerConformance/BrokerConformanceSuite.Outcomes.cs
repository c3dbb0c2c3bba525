using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

// One test a row of the outcome table: the settlement that the outcome leads to, and whether it spends an attempt.
public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public async Task Outcome_completed()
    {
        Sent sent = await SendAsync(Plain);
        await SettleAsync(await TakeAsync(Plain), new CompleteSettlement(0));

        await AssertCountsAsync();
        Assert.Equal(TaskState.Unknown, await Broker.GetStateAsync(sent.Id));
    }

    [Fact]
    public Task Outcome_failed_with_attempts_left() => AssertScheduledAsync(HeaderChange.AttemptSpent, attempts: 1);

    [Fact]
    public Task Outcome_failed_for_good() => AssertBuriedAsync(BuryReason.Exhausted, HeaderChange.AttemptSpent, attempts: 1);

    [Fact]
    public Task Outcome_stopped_by_the_handler() => AssertBuriedAsync(BuryReason.Stopped, HeaderChange.AttemptSpent, attempts: 1);

    [Fact]
    public Task Outcome_snoozed_by_the_handler() => AssertScheduledAsync(HeaderChange.None);

    [Fact]
    public Task Outcome_expired_before_start() => AssertBuriedAsync(BuryReason.Expired, HeaderChange.None);

    [Fact, Promise("G4")]
    public async Task Outcome_interrupted_by_shutdown()
    {
        Sent sent = await SendAsync(Plain);
        await SettleAsync(await TakeAsync(Plain), new ReleaseSettlement(0));

        await AssertDrainsAsync(Plain, sent);
    }

    [Fact, Promise("G6")]
    public Task Outcome_unknown_name_or_newer_version() => AssertScheduledAsync(HeaderChange.Deferred, deferrals: 1);

    [Fact, Promise("G6")]
    public Task Outcome_unknown_name_for_too_long() => AssertBuriedAsync(BuryReason.UnknownTask, HeaderChange.None);

    [Fact, Promise("G6")]
    public Task Outcome_newer_envelope_for_too_long() => AssertBuriedAsync(BuryReason.NewerEnvelope, HeaderChange.None);

    [Fact, Promise("G6")]
    public Task Outcome_unreadable_payload() => AssertBuriedAsync(BuryReason.Unreadable, HeaderChange.AttemptSpent, attempts: 1);

    [Fact, Promise("G6")]
    public Task Outcome_payload_over_a_limit() => AssertBuriedAsync(BuryReason.OverLimit, HeaderChange.AttemptSpent, attempts: 1);

    [Fact, Promise("G5")]
    public async Task Outcome_lapsed_beyond_the_delivery_limit()
    {
        Sent sent = await SendAsync(Suspects);
        await TakeAsync(Suspects);
        await Fixture.AdvanceAsync(LeaseTime * 2);
        await Fixture.RescueAsync(Rescue with { DeliveryLimit = 1 });

        Assert.Equal(BuryReason.Poison, (await Broker.GetBuriedAsync(sent.Id))?.Failure?.Reason);
    }

    [Fact, Promise("G2")]
    public async Task Outcome_lease_lost()
    {
        Sent sent = await SendAsync(Plain);
        Lease lease = await TakeAsync(Plain);
        await LapseAsync();

        Assert.Equal(SettleStatus.LeaseLost, await Broker.SettleAsync(lease, [Bury(sent)]));

        await AssertDrainsAsync(Suspects, sent);
    }

    private async Task AssertScheduledAsync(HeaderChange change, int attempts = 0, int deferrals = 0)
    {
        Sent sent = await SendAsync(Plain);
        await SettleAsync(await TakeAsync(Plain), Retry(sent, change: change));

        ParkedTask? parked = await Broker.GetScheduledAsync(sent.Id);
        Assert.NotNull(parked);
        Assert.Equal((attempts, 0, deferrals), CountersOf(parked.Envelope));
        Assert.Equal(sent.Bytes[4..], parked.Envelope[4..].ToArray());
    }

    private async Task AssertBuriedAsync(BuryReason reason, HeaderChange change, int attempts = 0)
    {
        Sent sent = await SendAsync(Plain);
        await SettleAsync(await TakeAsync(Plain), Bury(sent, reason: reason, change: change));

        ParkedTask? parked = await Broker.GetBuriedAsync(sent.Id);
        Assert.NotNull(parked);
        Assert.Equal(reason, parked.Failure?.Reason);
        Assert.Equal((attempts, 0, 0), CountersOf(parked.Envelope));
        Assert.Equal(sent.Bytes[4..], parked.Envelope[4..].ToArray());
    }
}
