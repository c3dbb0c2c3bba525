using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G3", "G7")]
    public async Task Retry_schedules_with_an_attempt_spent()
    {
        Sent sent = await SendAsync(Plain);

        await SettleAsync(await TakeAsync(Plain), Retry(sent));

        await AssertCountsAsync(scheduled: 1);
        ParkedTask? parked = await Broker.GetScheduledAsync(sent.Id);
        Assert.NotNull(parked);
        Assert.Equal((Plain, SomeFailure), (parked.Lane, parked.Failure));
        Assert.Equal((1, 0, 0), CountersOf(parked.Envelope));
        Assert.Equal(WithAttempts(sent, 1), parked.Envelope.ToArray());
    }

    [Fact]
    public async Task Retry_waits_as_long_as_told()
    {
        Sent sent = await SendAsync(Plain);
        await SettleAsync(await TakeAsync(Plain), Retry(sent, delay: TimeSpan.FromMinutes(1)));

        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.Equal(0, await PromoteAsync());
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(1, await PromoteAsync());

        Lease again = await TakeAsync(Plain);
        Assert.Equal(WithAttempts(sent, 1), again.Envelopes[0].ToArray());
    }

    [Fact]
    public async Task Retry_counts_each_attempt()
    {
        Sent sent = await SendAsync(Plain);
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            await SettleAsync(await TakeAsync(Plain), Retry(sent, delay: OneSecond));
            await Fixture.AdvanceAsync(OneSecond * 2);
            Assert.Equal(1, await PromoteAsync());
        }

        Assert.Equal((3, 0, 0), CountersOf((await TakeAsync(Plain)).Envelopes[0]));
    }

    [Fact]
    public async Task Retry_may_be_sent_twice()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, Retry(sent[0]));
        await SettleAsync(lease, Retry(sent[0]));

        await AssertCountsAsync(taken: 1, scheduled: 1);
        Assert.Equal((1, 0, 0), CountersOf((await Broker.GetScheduledAsync(sent[0].Id))!.Envelope));
    }

    [Fact]
    public async Task Retry_goes_to_the_lane_it_names()
    {
        Lane urgent = Lane.Of("mail", 7);
        Sent sent = await SendAsync(Suspects);
        await SettleAsync(await TakeAsync(Suspects), Retry(sent, delay: OneSecond, lane: urgent));

        await Fixture.AdvanceAsync(OneSecond * 2);
        await PromoteAsync();

        Assert.Equal(WithAttempts(sent, 1), Assert.Single(await DrainAsync(urgent)));
    }

    [Fact]
    public async Task Retry_without_a_failure_keeps_none()
    {
        Sent sent = await SendAsync(Plain);

        await SettleAsync(await TakeAsync(Plain), Retry(sent) with { Failure = default });

        Assert.Null((await Broker.GetScheduledAsync(sent.Id))!.Failure);
    }

    [Fact]
    public async Task Retry_counters_stop_at_their_end()
    {
        Sent attempts = Make(attempts: 255);
        Sent deferrals = Make(deferrals: 15);
        await SendAsync(Plain, default, attempts, deferrals);
        Lease lease = await TakeAsync(Plain);

        await SettleAsync(lease, Retry(attempts), Retry(deferrals, 1, change: HeaderChange.Deferred));

        Assert.Equal(attempts.Bytes, (await Broker.GetScheduledAsync(attempts.Id))!.Envelope.ToArray());
        Assert.Equal(deferrals.Bytes, (await Broker.GetScheduledAsync(deferrals.Id))!.Envelope.ToArray());
    }

    private static (int Attempts, int Deliveries, int Deferrals) CountersOf(ReadOnlyMemory<byte> envelope)
    {
        EnvelopeHeader header = HeaderOf(envelope);
        return (header.Attempts, header.Deliveries, header.Deferrals);
    }

    private static byte[] WithAttempts(Sent sent, byte attempts)
    {
        byte[] bytes = [.. sent.Bytes];
        (HeaderOf(bytes) with { Attempts = attempts }).Write(bytes);
        return bytes;
    }
}
