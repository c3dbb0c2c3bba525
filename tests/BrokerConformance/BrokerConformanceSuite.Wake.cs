using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public async Task Enqueue_wakes_a_worker_that_waits_for_the_queue()
    {
        await using Ear woken = await ListenAsync(Worker);
        await Broker.EnterIdleAsync(Worker, ["reports", "mail"]);

        await SendAsync(Plain);

        await woken.WaitAsync();
    }

    [Fact]
    public async Task Enqueue_wakes_one_worker_and_not_all()
    {
        await using Ear first = await ListenAsync(Worker);
        await using Ear second = await ListenAsync(OtherWorker);
        await Broker.EnterIdleAsync(Worker, ["mail"]);
        await Broker.EnterIdleAsync(OtherWorker, ["mail"]);

        await SendAsync(Plain);
        await first.WaitAsync();
        Assert.Equal(0, second.Count);

        await SendAsync(Plain);
        await second.WaitAsync();
        Assert.Equal(1, first.Count);
    }

    [Fact]
    public async Task A_take_that_finds_something_does_not_wait()
    {
        await using Ear busy = await ListenAsync(Worker);
        await using Ear idle = await ListenAsync(OtherWorker);
        await SendAsync(Plain);
        Assert.NotNull(await Broker.TakeAsync(Request(1, Plain) with { IdleOn = ["mail"] }));
        await Broker.EnterIdleAsync(OtherWorker, ["mail"]);

        await SendAsync(Plain);

        await idle.WaitAsync();
        Assert.Equal(0, busy.Count);
    }

    [Fact]
    public async Task Whoever_enters_again_waits_once_at_the_end()
    {
        await using Ear first = await ListenAsync(Worker);
        await using Ear second = await ListenAsync(OtherWorker);
        await Broker.EnterIdleAsync(Worker, ["mail"]);
        await Broker.EnterIdleAsync(OtherWorker, ["mail"]);
        await Broker.EnterIdleAsync(Worker, ["mail"], sequence: 2);

        await SendAsync(Plain);
        await second.WaitAsync();
        Assert.Equal(0, first.Count);

        await SendAsync(Plain);
        await first.WaitAsync();
        Assert.Equal(1, second.Count);
    }

    [Fact]
    public async Task A_queue_that_is_named_twice_is_waited_for_once()
    {
        await using Ear first = await ListenAsync(Worker);
        await using Ear second = await ListenAsync(OtherWorker);
        await Broker.EnterIdleAsync(Worker, ["mail", "mail"]);
        await Broker.EnterIdleAsync(OtherWorker, ["mail"]);
        await SendAsync(Plain);
        await first.WaitAsync();

        await SendAsync(Plain);

        await second.WaitAsync();
        Assert.Equal(1, first.Count);
    }

    [Fact]
    public async Task Nobody_waits_for_more_than_a_thousand_queues()
    {
        string[] queues = [.. Enumerable.Range(0, TakeRequest.MaxBatch + 1).Select(static number => $"q{number}")];

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.TakeAsync(IdleWorkers.RequestOf(Worker, queues)));
        await Broker.EnterIdleAsync(Worker, queues[1..]);
    }

    [Fact]
    public async Task A_take_that_comes_twice_enters_once_also_where_it_was_woken_in_between()
    {
        await using Ear first = await ListenAsync(Worker);
        await using Ear second = await ListenAsync(OtherWorker);
        await Broker.EnterIdleAsync(Worker, ["mail"]);
        await SendAsync(Plain);
        await first.WaitAsync();

        await Broker.EnterIdleAsync(Worker, ["mail"]);
        await Broker.EnterIdleAsync(OtherWorker, ["mail"]);

        await SendAsync(Plain);
        await second.WaitAsync();
        Assert.Equal(1, first.Count);
    }

    [Fact]
    public async Task Wake_wakes_a_worker_that_waits()
    {
        await using Ear woken = await ListenAsync(Worker);
        await Broker.EnterIdleAsync(Worker, ["mail"]);

        await Broker.WakeAsync("mail");

        await woken.WaitAsync();
    }

    [Fact]
    public async Task Wake_leaves_those_alone_that_wait_for_other_queues()
    {
        await using Ear mail = await ListenAsync(Worker);
        await using Ear reports = await ListenAsync(OtherWorker);
        await Broker.EnterIdleAsync(Worker, ["mail"]);
        await Broker.EnterIdleAsync(OtherWorker, ["reports"]);

        await Broker.WakeAsync("mail");

        await mail.WaitAsync();
        Assert.Equal(0, reports.Count);
    }

    [Fact]
    public async Task Wake_of_nobody_is_no_error()
    {
        await Broker.WakeAsync("mail");
    }

    [Fact]
    public async Task Wake_goes_to_the_next_where_one_has_gone()
    {
        Ear gone = await ListenAsync(Worker);
        await Broker.EnterIdleAsync(Worker, ["mail"]);
        await gone.DisposeAsync();
        await using Ear next = await ListenAsync(OtherWorker);
        await Broker.EnterIdleAsync(OtherWorker, ["mail"]);

        await SendAsync(Plain);

        await next.WaitAsync();
        Assert.Equal(0, gone.Count);
    }

    private async Task<Ear> ListenAsync(string session)
    {
        var woken = new Signal();
        return new Ear(woken, await Broker.ListenAsync(session, woken.Set));
    }

    /// <summary>What a session hears.</summary>
    private sealed class Ear(Signal woken, IAsyncDisposable listening) : IAsyncDisposable
    {
        /// <summary>How often it was woken.</summary>
        public int Count => woken.Count;

        public Task WaitAsync() => woken.WaitAsync();

        public ValueTask DisposeAsync() => listening.DisposeAsync();
    }
}
