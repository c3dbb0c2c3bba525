using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G10")]
    public async Task A_result_is_kept_for_its_time_and_no_longer()
    {
        TaskId id = await CompleteWithResultAsync(TimeSpan.FromMinutes(1));

        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.NotNull(await Broker.GetResultAsync(id));
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(11));

        Assert.Null(await Broker.GetResultAsync(id));
        Assert.Equal(TaskState.Unknown, await Broker.GetStateAsync(id));
    }

    [Fact]
    public async Task A_result_that_was_never_kept_is_null()
    {
        Assert.Null(await Broker.GetResultAsync(Make().Id));
    }

    [Fact]
    public async Task A_result_written_again_has_its_time_anew()
    {
        Sent sent = Make();
        await CompleteWithResultAsync(TimeSpan.FromMinutes(1), sent);
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));
        await CompleteWithResultAsync(TimeSpan.FromMinutes(1), sent);
        await Fixture.AdvanceAsync(TimeSpan.FromSeconds(50));
        await CompleteWithResultAsync(TimeSpan.FromMinutes(1));

        Assert.NotNull(await Broker.GetResultAsync(sent.Id));
    }

    [Fact]
    public async Task A_watcher_is_called_when_the_result_comes()
    {
        Sent sent = Make();
        var signal = new Signal();
        await using IAsyncDisposable watch = await Broker.WatchResultAsync(sent.Id, signal.Set);

        await CompleteWithResultAsync(TimeSpan.FromMinutes(1), sent);

        await signal.WaitAsync();
        Assert.NotNull(await Broker.GetResultAsync(sent.Id));
    }

    [Fact]
    public async Task A_watcher_is_called_when_the_task_is_buried_with_an_outcome()
    {
        Sent sent = await SendAsync(Plain);
        var signal = new Signal();
        await using IAsyncDisposable watch = await Broker.WatchResultAsync(sent.Id, signal.Set);
        var outcome = new ResultWrite(sent.Id, ResultFormat.WriteFailure(SomeFailure), TimeSpan.FromMinutes(1));

        await SettleAsync(await TakeAsync(Plain), Bury(sent, result: outcome));

        await signal.WaitAsync();
        Assert.NotNull(await Broker.GetResultAsync(sent.Id));
    }

    [Fact]
    public async Task A_watcher_is_called_when_the_task_is_buried_without_an_outcome()
    {
        Sent sent = await SendAsync(Plain);
        var signal = new Signal();
        await using IAsyncDisposable watch = await Broker.WatchResultAsync(sent.Id, signal.Set);

        await SettleAsync(await TakeAsync(Plain), Bury(sent));

        await signal.WaitAsync();
    }

    [Fact]
    public async Task A_watcher_is_called_when_the_task_is_buried_as_poison()
    {
        Sent sent = Make(deliveries: 2);
        await SendAsync(Suspects, default, sent);
        var signal = new Signal();
        await using IAsyncDisposable watch = await Broker.WatchResultAsync(sent.Id, signal.Set);
        await TakeAsync(Suspects);

        await LapseAsync();

        await signal.WaitAsync();
    }

    [Fact]
    public async Task Each_of_two_watchers_is_called_and_ends_by_itself()
    {
        Sent sent = Make();
        var first = new Signal();
        var second = new Signal();
        IAsyncDisposable firstWatch = await Broker.WatchResultAsync(sent.Id, first.Set);
        await using IAsyncDisposable secondWatch = await Broker.WatchResultAsync(sent.Id, second.Set);
        await CompleteWithResultAsync(TimeSpan.FromMinutes(1), sent);
        await first.WaitAsync();
        await second.WaitAsync();

        await firstWatch.DisposeAsync();
        int before = first.Count;
        await CompleteWithResultAsync(TimeSpan.FromMinutes(1), sent);

        await second.WaitAsync();
        Assert.Equal(before, first.Count);
    }

    private async Task<TaskId> CompleteWithResultAsync(TimeSpan keepFor, Sent? sent = null)
    {
        sent ??= Make();
        await SendAsync(Plain, default, sent);
        await SettleAsync(await TakeAsync(Plain), new CompleteSettlement(0, new ResultWrite(sent.Id, ResultFormat.WriteValue([0xC0]), keepFor)));
        return sent.Id;
    }
}
