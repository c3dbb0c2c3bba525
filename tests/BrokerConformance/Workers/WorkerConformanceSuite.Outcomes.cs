using System.Collections.Concurrent;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance.Workers;

/// <content>The rows in which a handler ran, or was not to.</content>
public abstract partial class WorkerConformanceSuite
{
    [Fact, Promise("G3", "G9")]
    public async Task Completed_without_a_result_leaves_nothing()
    {
        (ConformanceWorker worker, TestTask task) = await StartAsync(_ => { });
        TaskHandle handle = await Client.Delay(task.Call());

        await NextAsync<CompleteSettlement>(worker);

        await AssertCountsAsync();
        Assert.Equal(TaskState.Unknown, await handle.GetStateAsync());
        Assert.Null(await Broker.GetResultAsync(handle.Id));
    }

    [Fact, Promise("G3")]
    public async Task Completed_with_a_result_is_read_by_its_handle_until_its_time_is_over()
    {
        ConformanceWorker worker = NewWorker();
        worker.Module.Add(new SquareInvoker(SquareTask.Plain));
        TaskHandle<int> handle = await Client.Delay(SquareTask.Plain.Call(7));
        Task<int> waiting = handle.GetAsync();
        await worker.StartAsync();

        Assert.Equal(49, await UntilAsync(waiting));

        await AssertCountsAsync();
        Assert.Equal(TaskState.Done, await handle.GetStateAsync());
        await PassAsync(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.Null(await Broker.GetResultAsync(handle.Id));
    }

    [Fact, Promise("G1", "G7")]
    public async Task Failed_with_attempts_left_waits_in_the_broker_then_runs_again()
    {
        var attempts = new ConcurrentQueue<int>();
        (ConformanceWorker worker, TestTask task) = await StartAsync(context =>
        {
            attempts.Enqueue(context.Attempt);
            if (context.Attempt == 1)
            {
                throw new InvalidOperationException("no luck");
            }
        });
        TaskHandle handle = await Client.Delay(task.Call());

        await NextAsync<RetrySettlement>(worker);
        ParkedTask? parked = await Broker.GetScheduledAsync(handle.Id);
        Assert.Equal("no luck", ToldOf(parked));
        await NextAsync<CompleteSettlement>(worker, TimeSpan.FromSeconds(1));

        Assert.Equal([1, 2], attempts);
        await AssertCountsAsync();
    }

    [Fact, Promise("G6")]
    public async Task Failed_for_good_is_buried_and_a_waiting_handle_learns_why()
    {
        (ConformanceWorker worker, TestTask task) = await StartAsync(_ => throw new InvalidOperationException("no luck"));
        TaskHandle<NoResult> handle = await Client.Delay(task.Call().WithRetries(1).KeepResult(TimeSpan.FromDays(1)));
        Task<NoResult> waiting = handle.GetAsync();

        await NextAsync<RetrySettlement>(worker);
        await NextAsync<BurySettlement>(worker, TimeSpan.FromSeconds(1));

        ParkedTask parked = await AssertBuriedAsync(handle.Id, BuryReason.Exhausted, attempts: 2);
        Assert.Equal("no luck", ToldOf(parked));
        TaskFailedException error = await Assert.ThrowsAsync<TaskFailedException>(() => UntilAsync(waiting));
        Assert.Equal("no luck", error.ErrorMessage);
    }

    [Fact, Promise("G6")]
    public async Task A_dead_letter_that_is_replayed_runs_with_all_its_attempts()
    {
        bool healed = false;
        var attempts = new ConcurrentQueue<int>();
        (ConformanceWorker worker, TestTask task) = await StartAsync(context =>
        {
            attempts.Enqueue(context.Attempt);
            if (!Volatile.Read(ref healed))
            {
                throw new InvalidOperationException();
            }
        });
        TaskHandle handle = await Client.Delay(task.Call().WithRetries(0));
        await NextAsync<BurySettlement>(worker);

        Volatile.Write(ref healed, true);
        Assert.True(await Broker.ReplayAsync(handle.Id));
        await NextAsync<CompleteSettlement>(worker);

        Assert.Equal([1, 1], attempts);
        await AssertCountsAsync();
    }

    [Fact]
    public async Task Stopped_by_its_handler_is_buried_at_once()
    {
        (ConformanceWorker worker, TestTask task) = await StartAsync(context => throw context.Stop("the account is closed"));
        TaskHandle handle = await Client.Delay(task.Call());

        await NextAsync<BurySettlement>(worker);

        ParkedTask parked = await AssertBuriedAsync(handle.Id, BuryReason.Stopped, attempts: 1);
        Assert.Equal("the account is closed", ToldOf(parked));
    }

    [Fact, Promise("G7")]
    public async Task Snoozed_runs_again_later_as_the_same_attempt()
    {
        var attempts = new ConcurrentQueue<int>();
        (ConformanceWorker worker, TestTask task) = await StartAsync(context =>
        {
            attempts.Enqueue(context.Attempt);
            if (attempts.Count == 1)
            {
                throw context.Snooze(TimeSpan.FromMinutes(3));
            }
        });
        await Client.Delay(task.Call());

        await NextAsync<RetrySettlement>(worker);
        await AssertCountsAsync(scheduled: 1);
        await PassAsync(TimeSpan.FromMinutes(2));
        await AssertCountsAsync(scheduled: 1);
        await NextAsync<CompleteSettlement>(worker, TimeSpan.FromSeconds(10));

        Assert.Equal([1, 1], attempts);
        await AssertCountsAsync();
    }

    [Fact, Promise("G6")]
    public async Task Expired_before_its_start_is_buried_without_running()
    {
        bool ran = false;
        ConformanceWorker worker = NewWorker();
        TestTask task = worker.Module.Task("T", _ => ran = true);
        TaskHandle handle = await Client.Delay(task.Call().ExpiresIn(TimeSpan.FromSeconds(5)));
        await PassAsync(TimeSpan.FromSeconds(6));
        await worker.StartAsync();

        await NextAsync<BurySettlement>(worker);

        Assert.False(ran);
        await AssertBuriedAsync(handle.Id, BuryReason.Expired, attempts: 0);
    }

    [Fact]
    public async Task Expired_before_its_start_is_dropped_by_option()
    {
        bool ran = false;
        ConformanceWorker worker = NewWorker();
        worker.Options.DropExpired = true;
        TestTask task = worker.Module.Task("T", _ => ran = true);
        await Client.Delay(task.Call().ExpiresIn(TimeSpan.FromSeconds(5)));
        await PassAsync(TimeSpan.FromSeconds(6));
        await worker.StartAsync();

        await NextAsync<CompleteSettlement>(worker);

        Assert.False(ran);
        await AssertCountsAsync();
    }

    [Fact, Promise("G7")]
    public async Task Scheduled_work_outlives_the_worker_that_waited_for_it()
    {
        (ConformanceWorker first, TestTask task) = await StartAsync(_ => { });
        await Client.Delay(task.Call().In(TimeSpan.FromMinutes(10)));
        await PassAsync(TimeSpan.FromMinutes(5));
        await UntilAsync(first.Worker.StopAsync());
        await AssertCountsAsync(scheduled: 1);

        (ConformanceWorker second, _) = await StartAsync(_ => { });
        await NextAsync<CompleteSettlement>(second, TimeSpan.FromSeconds(10));

        await AssertCountsAsync();
    }
}
