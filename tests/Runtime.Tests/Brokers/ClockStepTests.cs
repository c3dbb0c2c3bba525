using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Brokers;

/// <summary>A clock that steps back brings nothing back that was over, as in Redis, where it is deleted.</summary>
public sealed class ClockStepTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private readonly SteppingTime time = new();

    [Fact]
    public async Task An_id_that_was_forgotten_stays_forgotten()
    {
        await using var broker = new InMemoryBroker(new SystemScheduler(time));
        EnqueueItem item = Sent.Make(1).To(Lane.Of("mail")) with { RememberFor = Short };
        await broker.EnqueueAsync(new[] { item });
        time.Now += Short;
        await broker.RescueAsync(new RescueRequest(LeaseTime, 3, Short));
        time.Now -= TimeSpan.FromHours(1);

        await broker.EnqueueAsync(new[] { item });

        Assert.Equal(2, Assert.Single(await broker.CountAsync()).Ready);
    }

    [Fact]
    public async Task A_result_that_was_dropped_stays_dropped()
    {
        await using var broker = new InMemoryBroker(new SystemScheduler(time));
        Sent sent = Sent.Make(1);
        await broker.EnqueueAsync(new[] { sent.To(Lane.Of("mail")) });
        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId("w", 1), [Lane.Of("mail")], 1, 1 << 20, LeaseTime)))!;
        await broker.SettleAsync(lease, [new CompleteSettlement(0, new ResultWrite(sent.Id, ResultFormat.WriteValue([0xC0]), Short))]);
        Assert.NotNull(await broker.GetResultAsync(sent.Id));
        time.Now += Short;
        await broker.RescueAsync(new RescueRequest(LeaseTime, 3, Short));
        time.Now -= TimeSpan.FromHours(1);

        Assert.Null(await broker.GetResultAsync(sent.Id));
    }

    [Fact]
    public async Task The_number_of_a_last_take_that_was_forgotten_stays_forgotten()
    {
        await using var broker = new InMemoryBroker(new SystemScheduler(time));
        var request = new TakeRequest(new LeaseId("w", 2), [Lane.Of("mail")], 1, 1 << 20, LeaseTime);
        Assert.Null(await broker.TakeAsync(request));
        await broker.EnqueueAsync(new[] { Sent.Make(1).To(Lane.Of("mail")) });
        Assert.Null(await broker.TakeAsync(request));
        time.Now += TimeSpan.FromHours(1);
        await broker.RescueAsync(new RescueRequest(LeaseTime, 3, Short));
        time.Now -= TimeSpan.FromSeconds(11);

        Assert.NotNull(await broker.TakeAsync(request));
    }

    private sealed class SteppingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
