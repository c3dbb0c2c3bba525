using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    private static readonly string[] NoQueues = ["", " ", "a b", "a:b", "a{b}", "é", "a\n", "a\0", "*", new('q', 129)];
    private static readonly string[] NoSessions = ["", "a.b", "a b", "a|b", "é", new('s', 65)];

    [Fact, Promise("G10")]
    public async Task A_queue_outside_the_grammar_is_refused()
    {
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, () => { });
        foreach (string queue in NoQueues)
        {
            Assert.ThrowsAny<ArgumentException>(() => Lane.Of(queue));
            Assert.ThrowsAny<ArgumentException>(() => Lane.Suspects(queue));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.TakeAsync(IdleWorkers.RequestOf(Worker, [queue])));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.WakeAsync(queue));
        }
    }

    [Fact, Promise("G10")]
    public async Task A_lane_that_was_never_made_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.EnqueueAsync(new[] { Make().To(default) }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.TakeAsync(Request(1, default(Lane))));

        Assert.Empty(await Broker.CountAsync());
    }

    [Fact, Promise("G10")]
    public async Task A_session_outside_the_grammar_is_refused()
    {
        await SendAsync(Plain);
        foreach (string session in NoSessions)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(
                async () => await Broker.TakeAsync(Request(1, Plain) with { Lease = new LeaseId(session, 1) }));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.ListenAsync(session, () => { }));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.TakeAsync(IdleWorkers.RequestOf(session, ["mail"])));
        }

        await AssertCountsAsync(ready: 1);
    }

    [Fact]
    public async Task The_longest_names_are_good_names()
    {
        string queue = new('q', NameGrammar.MaxQueueLength);
        Sent sent = await SendAsync(Lane.Of(queue, 9));
        var request = new TakeRequest(new LeaseId(new string('s', 64), long.MaxValue), [Lane.Of(queue, 9)], 1, Plenty, LeaseTime);

        Lease? lease = await Broker.TakeAsync(request);

        Assert.NotNull(lease);
        AssertEnvelopes(lease, sent);
        await SettleAsync(lease, new ReleaseSettlement(0));
        await AssertCountsAsync(ready: 1, queue: queue);
    }
}
