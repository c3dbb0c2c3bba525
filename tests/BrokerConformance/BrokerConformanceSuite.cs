using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

/// <summary>
/// What every broker does, one test a sentence, one file a verb. A broker passes by subclassing this with a
/// <see cref="BrokerFixture"/> of its own.
/// </summary>
/// <remarks>No test sleeps or measures time: the fixture moves the clock.</remarks>
public abstract partial class BrokerConformanceSuite : IAsyncLifetime
{
    private const string Worker = "worker1";
    private const string OtherWorker = "worker2";
    private const int Plenty = 1 << 20;

    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    private static readonly RescueRequest Rescue = new(LeaseTime, DeliveryLimit: 3, SuspectDelay: TimeSpan.FromSeconds(2));
    private static readonly Lane Plain = Lane.Of("mail");
    private static readonly Lane Suspects = Lane.Suspects("mail");

    // How long a test waits for a signal that must come: generous, because nothing is measured.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private BrokerFixture? fixture;
    private int lastNumber;
    private long lastLease;

    private BrokerFixture Fixture => fixture ?? throw new InvalidOperationException("The suite is not initialized.");

    private IBroker Broker => Fixture.Broker;

    /// <summary>Makes a fresh, empty, connected broker.</summary>
    protected abstract ValueTask<BrokerFixture> OpenAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        fixture = await OpenAsync();

        // Rescuers have always been ticking: what a very first tick does is the broker's own affair.
        await Fixture.RescueAsync(Rescue);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (fixture is not null)
        {
            await fixture.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private Sent Make(int bodySize = 20, byte attempts = 0, byte deliveries = 0, byte deferrals = 0) =>
        Sent.Make(Interlocked.Increment(ref lastNumber), bodySize, attempts, deliveries, deferrals);

    private async Task<Sent> SendAsync(Lane lane, DueTime due = default) => (await SendAsync(lane, 1, due))[0];

    private async Task<Sent[]> SendAsync(Lane lane, int count, DueTime due = default)
    {
        Sent[] sent = [.. Enumerable.Range(0, count).Select(_ => Make())];
        await SendAsync(lane, due, sent);
        return sent;
    }

    private async Task SendAsync(Lane lane, DueTime due, params Sent[] sent) =>
        await Broker.EnqueueAsync(sent.Select(s => s.To(lane, due)).ToArray());

    private LeaseId NewLease(string session = Worker) => new(session, Interlocked.Increment(ref lastLease));

    private TakeRequest Request(int maxItems, params Lane[] lanes) => new(NewLease(), lanes, maxItems, Plenty, LeaseTime);

    private async Task<Lease?> TryTakeAsync(params Lane[] lanes) => await Broker.TakeAsync(Request(TakeRequest.MaxBatch, lanes));

    private async Task<Lease> TakeAsync(params Lane[] lanes) => await TakeAsync(TakeRequest.MaxBatch, lanes);

    private async Task<Lease> TakeAsync(int maxItems, params Lane[] lanes)
    {
        Lease? lease = await Broker.TakeAsync(Request(maxItems, lanes));
        Assert.NotNull(lease);
        return lease;
    }

    private async Task SettleAsync(Lease lease, params Settlement[] settlements) =>
        Assert.Equal(SettleStatus.Settled, await Broker.SettleAsync(lease, settlements));

    private async Task<int> PromoteAsync() => (await Broker.PromoteAsync(TakeRequest.MaxBatch)).Promoted;

    private void Renew(params Lease[] leases)
    {
        using ILeaseLink link = Broker.OpenLeaseLink();
        Assert.Empty(link.Renew(leases, LeaseTime));
    }

    /// <summary>The owner dies: nobody renews for longer than a lease, then a rescuer ticks.</summary>
    private async Task<RescueReport> LapseAsync()
    {
        await Fixture.AdvanceAsync(LeaseTime + OneSecond);
        return await Fixture.RescueAsync(Rescue);
    }

    /// <summary>A rescuer ticks for a while.</summary>
    /// <returns>How many leases it rescued.</returns>
    private async Task<int> TickAsync(int seconds, params Lease[] renewed)
    {
        int leases = 0;

        // Half a second each, so that a slow machine does not make a gap of it.
        for (int i = 0; i < seconds * 2; i++)
        {
            await Fixture.AdvanceAsync(OneSecond / 2);
            if (renewed.Length > 0)
            {
                Renew(renewed);
            }

            leases += (await Fixture.RescueAsync(Rescue)).Leases;
        }

        return leases;
    }

    private async Task<QueueCounts> CountAsync(string queue = "mail") =>
        (await Broker.CountAsync()).SingleOrDefault(counts => counts.Queue == queue) ?? new QueueCounts(queue, 0, 0, 0, 0);

    private async Task AssertCountsAsync(long ready = 0, long taken = 0, long scheduled = 0, long buried = 0, string queue = "mail") =>
        Assert.Equal(new QueueCounts(queue, ready, taken, scheduled, buried), await CountAsync(queue));

    /// <summary>Takes all that is ready in a lane and settles it.</summary>
    private async Task<List<byte[]>> DrainAsync(Lane lane)
    {
        List<byte[]> drained = [];
        while (await TryTakeAsync(lane) is { } lease)
        {
            drained.AddRange(lease.Envelopes.Select(static envelope => envelope.ToArray()));
            await SettleAsync(lease, [.. lease.Envelopes.Select(static (_, slot) => new CompleteSettlement(slot))]);
        }

        return drained;
    }

    private async Task AssertDrainsAsync(Lane lane, params Sent[] expected) =>
        Assert.Equal(expected.Select(static sent => sent.Bytes), await DrainAsync(lane));

    private static EnvelopeHeader HeaderOf(ReadOnlyMemory<byte> envelope)
    {
        Assert.True(EnvelopeHeader.TryRead(envelope.Span, out EnvelopeHeader header));
        return header;
    }

    private static void AssertEnvelopes(Lease lease, params Sent[] expected) =>
        Assert.Equal(expected.Select(static sent => sent.Bytes), lease.Envelopes.Select(static envelope => envelope.ToArray()));

    private static readonly Failure SomeFailure =
        new(null, "System.TimeoutException", "The server said: \"no\"\r\n\0é", "   at Shop.Emails.Send()", DateTimeOffset.UnixEpoch.AddDays(20_001));

    private static byte[] FailureBytes(BuryReason? reason = null) => FailureFormat.Write(SomeFailure with { Reason = reason });

    private static RetrySettlement Retry(
        Sent sent, int slot = 0, TimeSpan? delay = null, Lane? lane = null, HeaderChange change = HeaderChange.AttemptSpent) =>
        new(slot, sent.Id, delay ?? TimeSpan.FromMinutes(1), lane ?? Plain, change, FailureBytes());

    private static BurySettlement Bury(
        Sent sent, int slot = 0, BuryReason reason = BuryReason.Exhausted, HeaderChange change = HeaderChange.AttemptSpent, Lane? lane = null, ResultWrite? result = null) =>
        new(slot, sent.Id, lane ?? Plain, change, FailureBytes(reason), result);
}
