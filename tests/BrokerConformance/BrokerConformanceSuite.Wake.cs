using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public async Task Enqueue_wakes_a_worker_that_waits_for_the_queue()
    {
        var woken = new Signal();
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, woken.Set);
        await Broker.EnterIdleAsync(Worker, ["reports", "mail"]);

        await SendAsync(Plain);

        await woken.WaitAsync();
    }

    [Fact]
    public async Task Enqueue_wakes_one_worker_and_not_all()
    {
        var first = new Signal();
        var second = new Signal();
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, first.Set);
        await using IAsyncDisposable listening2 = await Broker.ListenAsync(OtherWorker, second.Set);
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
        var busy = new Signal();
        var idle = new Signal();
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, busy.Set);
        await using IAsyncDisposable listening2 = await Broker.ListenAsync(OtherWorker, idle.Set);
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
        var first = new Signal();
        var second = new Signal();
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, first.Set);
        await using IAsyncDisposable listening2 = await Broker.ListenAsync(OtherWorker, second.Set);
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
    public async Task A_take_that_comes_twice_enters_once_also_where_it_was_woken_in_between()
    {
        var first = new Signal();
        var second = new Signal();
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, first.Set);
        await using IAsyncDisposable listening2 = await Broker.ListenAsync(OtherWorker, second.Set);
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
        var woken = new Signal();
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, woken.Set);
        await Broker.EnterIdleAsync(Worker, ["mail"]);

        await Broker.WakeAsync("mail");

        await woken.WaitAsync();
    }

    [Fact]
    public async Task Wake_leaves_those_alone_that_wait_for_other_queues()
    {
        var mail = new Signal();
        var reports = new Signal();
        await using IAsyncDisposable listening = await Broker.ListenAsync(Worker, mail.Set);
        await using IAsyncDisposable listening2 = await Broker.ListenAsync(OtherWorker, reports.Set);
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
        var gone = new Signal();
        var next = new Signal();
        IAsyncDisposable listening = await Broker.ListenAsync(Worker, gone.Set);
        await Broker.EnterIdleAsync(Worker, ["mail"]);
        await listening.DisposeAsync();
        await using IAsyncDisposable listening2 = await Broker.ListenAsync(OtherWorker, next.Set);
        await Broker.EnterIdleAsync(OtherWorker, ["mail"]);

        await SendAsync(Plain);

        await next.WaitAsync();
        Assert.Equal(0, gone.Count);
    }
}
