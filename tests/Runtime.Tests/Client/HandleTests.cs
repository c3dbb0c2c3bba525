using TypedTasks.BrokerConformance.Tasks;

namespace TypedTasks.Runtime.Tests.Client;

public sealed class HandleTests
{
    [Fact]
    public async Task The_result_is_pushed_to_who_waits_for_it()
    {
        var broker = new SickBroker();
        var rig = new ClientRig(broker: broker);
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        Task<int> waiting = handle.GetAsync();
        await broker.Watched.Task;
        Assert.False(waiting.IsCompleted);

        await rig.CompleteAsync(49);

        // The clock stands still: only the push can have brought it.
        Assert.Equal(49, await waiting);
        Assert.Equal(TaskState.Done, await handle.GetStateAsync());
    }

    [Fact]
    public async Task A_result_that_is_there_already_is_read()
    {
        var rig = new ClientRig();
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        await rig.CompleteAsync(49);

        Assert.Equal(49, await handle.GetAsync());
        Assert.Equal(49, await rig.Client.Handle<int>(handle.Id).GetAsync());
        Assert.Equal(49, await rig.Client.Handle(SquareTask.Plain, handle.Id).GetAsync());
    }

    [Fact]
    public async Task A_push_that_is_lost_costs_a_moment_and_never_the_result()
    {
        var broker = new SickBroker { Deaf = true };
        var rig = new ClientRig(broker: broker);
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        Task<int> waiting = handle.GetAsync();
        await broker.Watched.Task;
        await rig.CompleteAsync(49);

        await AdvanceUntilDone(rig, waiting);

        Assert.Equal(49, await waiting);
    }

    [Fact]
    public async Task After_an_outage_in_the_middle_of_a_wait_the_result_is_read_again()
    {
        var broker = new SickBroker { Deaf = true };
        var rig = new ClientRig(broker: broker);
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        Task<int> waiting = handle.GetAsync();
        await broker.Watched.Task;
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.BeforeGetResult = () =>
        {
            failed.TrySetResult();
            throw new BrokerUnavailableException("gone for a moment");
        };
        broker.OnChange!();
        await failed.Task;
        await rig.CompleteAsync(49);

        broker.BeforeGetResult = null;
        broker.OnChange!();

        await AdvanceUntilDone(rig, waiting);
        Assert.Equal(49, await waiting);
    }

    [Fact]
    public async Task A_broker_that_is_away_from_the_start_is_told_at_once()
    {
        var broker = new SickBroker();
        var rig = new ClientRig(broker: broker);
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        broker.BeforeGetResult = () => throw new BrokerUnavailableException("gone");

        await Assert.ThrowsAsync<BrokerUnavailableException>(() => handle.GetAsync());
    }

    [Fact]
    public async Task A_task_that_keeps_no_result_says_so_at_once()
    {
        var rig = new ClientRig();
        TaskHandle<NoResult> silent = await rig.Client.Delay(new TestTask("Test.Silent").Call());
        TaskHandle<int> lifted = await rig.Client.Delay(SquareTask.Plain.Call(1).KeepResult(TimeSpan.Zero));

        await Assert.ThrowsAsync<TaskResultNotKeptException>(() => silent.GetAsync());
        await Assert.ThrowsAsync<TaskResultNotKeptException>(() => lifted.GetAsync());
    }

    [Fact]
    public async Task A_task_without_value_can_be_waited_for_where_its_outcome_is_kept()
    {
        var rig = new ClientRig();
        TaskHandle<NoResult> handle = await rig.Client.Delay(new TestTask("Test.Silent").Call().KeepResult(TimeSpan.FromMinutes(1)));
        TaskHandle<NoResult> byId = rig.Client.Handle<NoResult>(handle.Id);
        await rig.BuryAsync(BuryReason.Stopped);

        Assert.Equal(BuryReason.Stopped, (await Assert.ThrowsAsync<TaskFailedException>(() => handle.GetAsync())).Reason);
        Assert.Equal(BuryReason.Stopped, (await Assert.ThrowsAsync<TaskFailedException>(() => byId.GetAsync())).Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_buried_task_throws_with_the_remote_type_message_and_stack(bool keep)
    {
        var rig = new ClientRig();
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        await rig.BuryAsync(BuryReason.Exhausted, keep);

        var error = await Assert.ThrowsAsync<TaskFailedException>(() => handle.GetAsync());

        Assert.Equal(handle.Id, error.Id);
        Assert.Equal(BuryReason.Exhausted, error.Reason);
        Assert.Equal("System.InvalidOperationException", error.ErrorType);
        Assert.Equal("The oven is cold.", error.ErrorMessage);
        Assert.Contains("Shop.Bakery.Bake", error.RemoteStackTrace);
        Assert.Equal(TaskState.Buried, await handle.GetStateAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_task_has_its_own_exception(bool keep)
    {
        var rig = new ClientRig();
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        await rig.BuryAsync(BuryReason.Expired, keep);

        await Assert.ThrowsAsync<TaskResultExpiredException>(() => handle.GetAsync());
        await Assert.ThrowsAsync<TaskResultExpiredException>(() => rig.Client.Handle<int>(handle.Id).GetAsync());
    }

    [Fact]
    public async Task A_result_whose_time_is_over_is_gone_and_nobody_waits_for_it()
    {
        var rig = new ClientRig();
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        await rig.CompleteAsync(49);
        rig.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TaskResultGoneException>(() => handle.GetAsync());
        await Assert.ThrowsAsync<TaskResultGoneException>(() => rig.Client.Handle<int>(handle.Id).GetAsync());
    }

    [Fact]
    public async Task A_result_is_waited_for_from_when_it_was_sent_and_not_from_when_its_id_was_made()
    {
        var rig = new ClientRig();
        var noted = TaskId.New(rig.Scheduler);
        rig.Time.Advance(TimeSpan.FromDays(2));
        TaskHandle<int> single = await rig.Client.Delay(SquareTask.Plain.Call(7).WithId(noted));
        Task<int> waiting = single.GetAsync();

        Assert.False(waiting.IsCompleted);
        await rig.CompleteAsync(49);
        Assert.Equal(49, await waiting);
    }

    [Theory]
    [InlineData("00000000000000000000000000000007")]
    [InlineData("000a000000000000000a000000000007")]
    public async Task An_id_that_was_made_of_a_counter_or_of_random_bytes_tells_no_time(string text)
    {
        var rig = new ClientRig(options => options.DefaultKeepResult = TimeSpan.FromMinutes(10));
        var counted = TaskId.Parse(text);
        Task<int> tooEarly = rig.Client.Handle<int>(counted).GetAsync();
        await AdvanceUntilDone(rig, tooEarly);
        await Assert.ThrowsAsync<TaskResultGoneException>(() => tooEarly);
        await rig.Client.DelayMany([SquareTask.Plain.Call(7).WithId(counted)]);
        Task<int> waiting = rig.Client.Handle<int>(counted).GetAsync();

        Assert.False(waiting.IsCompleted);
        await rig.CompleteAsync(49);
        Assert.Equal(49, await waiting);
    }

    [Fact]
    public async Task A_task_that_nobody_hears_of_is_given_up_after_the_default_keep_time()
    {
        var broker = new SickBroker();
        var rig = new ClientRig(options => options.DefaultKeepResult = TimeSpan.FromMinutes(10), broker);
        TaskHandle<int> byId = rig.Client.Handle<int>(TaskId.New(rig.Scheduler));
        Task<int> waiting = byId.GetAsync();
        await broker.Watched.Task;

        await AdvanceAsync(rig, TimeSpan.FromMinutes(9));
        Assert.False(waiting.IsCompleted);
        await AdvanceUntilDone(rig, waiting);

        await Assert.ThrowsAsync<TaskResultGoneException>(() => waiting);
    }

    [Fact]
    public async Task A_scheduled_task_is_not_given_up_before_it_is_due()
    {
        var broker = new SickBroker();
        var rig = new ClientRig(options => options.DefaultKeepResult = TimeSpan.FromMinutes(10), broker);
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7).In(TimeSpan.FromHours(1)));
        Task<int> waiting = rig.Client.Handle<int>(handle.Id).GetAsync();
        await broker.Watched.Task;
        await AdvanceAsync(rig, TimeSpan.FromHours(1));
        Assert.False(waiting.IsCompleted);

        await rig.Memory.PromoteAsync(10);
        await rig.CompleteAsync(49);

        Assert.Equal(49, await waiting);
    }

    [Fact]
    public async Task The_token_ends_the_wait()
    {
        var broker = new SickBroker();
        var rig = new ClientRig(broker: broker);
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        using var cancel = new CancellationTokenSource();
        Task<int> waiting = handle.GetAsync(cancel.Token);
        await broker.Watched.Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void A_result_that_no_registered_task_returns_cannot_be_read_from_an_id_alone()
    {
        var error = Assert.Throws<TaskClientException>(() => new ClientRig().Client.Handle<DateTime>(default));

        Assert.Contains("System.DateTime", error.Message);
        Assert.Contains("XxxTask.Handle(id)", error.Message);
    }

    private static async Task AdvanceAsync(ClientRig rig, TimeSpan total)
    {
        for (TimeSpan passed = default; passed < total; passed += TimeSpan.FromSeconds(1))
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    // The waiter arms its timers on other threads: the clock moves on until the last of them has fired.
    private static async Task AdvanceUntilDone(ClientRig rig, Task waiting)
    {
        while (!waiting.IsCompleted)
        {
            // The waiter has its turn before time goes on: a kept result must not expire because a machine is slow.
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(1));
        }
    }
}
