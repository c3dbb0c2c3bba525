using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Serialization;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>The outcome table of the design, row by row: what the worker writes.</summary>
public sealed class OutcomeTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Completed_is_completed()
    {
        TestTask task = rig.Module.Task("T", _ => { });

        Settlement written = await rig.SettleAsync(task.Call());

        Assert.Null(Assert.IsType<CompleteSettlement>(written).Result);
    }

    [Fact]
    public async Task A_kept_result_is_written_in_the_same_step()
    {
        rig.Module.Add(new SquareInvoker(SquareTask.Plain));
        rig.Build();
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        await rig.StartAsync();

        var written = Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(handle.Id, written.Result!.Id);
        Assert.Equal(49, await handle.GetAsync());
    }

    [Fact]
    public async Task A_failure_with_attempts_left_is_retried_later_and_spends_an_attempt()
    {
        TestTask task = rig.Module.Task("T", _ => throw new InvalidOperationException("no luck"), new TaskDefaults
        {
            Retry = new RetryPolicy(3, BackoffKind.Fixed, TimeSpan.FromSeconds(7), TimeSpan.FromHours(1), Jitter: false),
        });

        var retry = Assert.IsType<RetrySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(TimeSpan.FromSeconds(7), retry.Delay);
        Assert.Equal(HeaderChange.AttemptSpent, retry.Change);
        Failure failure = FailureFormat.Read(retry.Failure)!;
        Assert.Null(failure.Reason);
        Assert.Equal("no luck", failure.Message);
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.ErrorType);
        Assert.Contains(nameof(OutcomeTests), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_in_the_last_attempt_is_buried_and_kept_for_a_waiting_handle()
    {
        TestTask task = rig.Module.Task("T", _ => throw new InvalidOperationException("no luck"));

        var bury = Assert.IsType<BurySettlement>(await rig.SettleAsync(task.Call().WithRetries(0).KeepResult(TimeSpan.FromHours(1))));

        Assert.Equal(HeaderChange.AttemptSpent, bury.Change);
        Assert.Equal(BuryReason.Exhausted, FailureFormat.Read(bury.Failure)!.Reason);
        Assert.Equal("no luck", ResultFormat.Read(bury.Result!.Outcome)!.Failure!.Message);
    }

    [Fact]
    public async Task Attempts_are_retries_plus_one()
    {
        var attempts = new List<(int, int)>();
        TestTask task = rig.Module.Task("T", context =>
        {
            attempts.Add((context.Attempt, context.MaxAttempts));
            throw new InvalidOperationException();
        });
        rig.Build();
        await rig.Client.Delay(task.Call().WithRetries(2));
        await rig.StartAsync();

        Settlement[] written = [await rig.Until(rig.Broker.NextAsync()), await rig.Until(rig.Broker.NextAsync(), 1000), await rig.Until(rig.Broker.NextAsync(), 1000)];

        Assert.Equal([(1, 3), (2, 3), (3, 3)], attempts);
        Assert.IsType<BurySettlement>(written[2]);
    }

    [Fact]
    public async Task An_exception_that_is_not_retried_is_buried_at_once()
    {
        TestTask task = rig.Module.Task("T", _ => throw new ArgumentNullException("x"), new TaskDefaults { DoNotRetryOn = [typeof(ArgumentException)] });

        var bury = Assert.IsType<BurySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(BuryReason.NotRetried, FailureFormat.Read(bury.Failure)!.Reason);
    }

    [Fact]
    public async Task Stop_is_buried_with_the_handlers_reason()
    {
        TestTask task = rig.Module.Task("T", context => throw context.Stop("the account is closed"));

        var bury = Assert.IsType<BurySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(HeaderChange.AttemptSpent, bury.Change);
        Failure failure = FailureFormat.Read(bury.Failure)!;
        Assert.Equal((BuryReason.Stopped, "the account is closed"), (failure.Reason, failure.Message));
    }

    [Fact]
    public async Task Snooze_runs_again_later_and_spends_nothing()
    {
        TestTask task = rig.Module.Task("T", context => throw context.Snooze(TimeSpan.FromMinutes(3)));

        var retry = Assert.IsType<RetrySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal((TimeSpan.FromMinutes(3), HeaderChange.None), (retry.Delay, retry.Change));
    }

    [Fact]
    public async Task Expired_before_its_start_is_buried_and_does_not_run()
    {
        bool ran = false;
        TestTask task = rig.Module.Task("T", _ => ran = true);
        rig.Build();
        await rig.Client.Delay(task.Call().ExpiresIn(TimeSpan.FromSeconds(5)));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        await rig.StartAsync();

        var bury = Assert.IsType<BurySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.False(ran);
        Assert.Equal(HeaderChange.None, bury.Change);
        Assert.Equal(BuryReason.Expired, FailureFormat.Read(bury.Failure)!.Reason);
    }

    [Fact]
    public async Task Expired_is_dropped_by_option_and_a_waiting_handle_learns_it()
    {
        rig.Options.DropExpired = true;
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        await rig.Client.Delay(task.Call().ExpiresIn(TimeSpan.FromSeconds(5)).KeepResult(TimeSpan.FromHours(1)));
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        await rig.StartAsync();

        var complete = Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(BuryReason.Expired, ResultFormat.Read(complete.Result!.Outcome)!.Failure!.Reason);
    }

    [Fact]
    public async Task An_exception_of_cancellation_that_is_the_handlers_own_is_a_failure()
    {
        TestTask task = rig.Module.Task("T", _ => throw new OperationCanceledException("mine"));

        var retry = Assert.IsType<RetrySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(HeaderChange.AttemptSpent, retry.Change);
        Assert.Equal("mine", FailureFormat.Read(retry.Failure)!.Message);
    }

    [Fact]
    public async Task A_timeout_is_a_failure_that_names_it()
    {
        TestTask task = rig.Module.Task("T", async invocation => await Task.Delay(Timeout.Infinite, invocation.CancellationToken));

        var retry = Assert.IsType<RetrySettlement>(await rig.SettleAsync(task.Call().WithTimeout(TimeSpan.FromSeconds(30)), 1000));

        Failure failure = FailureFormat.Read(retry.Failure)!;
        Assert.Equal(typeof(TimeoutException).FullName, failure.ErrorType);
        Assert.Contains("00:00:30", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HeaderChange.AttemptSpent, retry.Change);
    }

    [Fact]
    [Promise("G2")]
    public async Task A_handler_that_ignores_its_timeout_keeps_its_lease_and_counts_by_what_it_returns_in_the_end()
    {
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TestTask task = rig.Module.Task("T", async invocation =>
        {
            invocation.CancellationToken.Register(cancelled.SetResult);
            await finish.Task;
        });
        rig.Build();
        await rig.Client.Delay(task.Call().WithTimeout(TimeSpan.FromSeconds(2)));
        await rig.StartAsync();
        await rig.Until(cancelled.Task, 100);

        Assert.False(rig.Broker.TryNext(out _));
        Assert.Equal(1, Assert.Single(await rig.Memory.CountAsync()).Taken);
        finish.SetResult();

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
    }

    [Fact]
    public async Task The_handler_knows_its_deadline()
    {
        DateTimeOffset? deadline = null;
        TestTask task = rig.Module.Task("T", context => deadline = context.Deadline);

        await rig.SettleAsync(task.Call().WithTimeout(TimeSpan.FromDays(1)));

        Assert.InRange(deadline!.Value, rig.Time.Start.AddDays(1), rig.Time.GetUtcNow().AddDays(1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 8)]
    [InlineData(11, 2048)]
    [Promise("G6")]
    public async Task An_unknown_name_waits_for_a_worker_that_knows_it_each_time_twice_as_long(byte deferrals, int units)
    {
        await rig.StartAsync();
        await rig.EnqueueAsync(rig.Envelope("Nobody.Knows", deferrals: deferrals));

        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(HeaderChange.Deferred, retry.Change);
        Assert.Equal(3600.0 / 4095 * units, retry.Delay.TotalSeconds, 3);
        Assert.Contains("Nobody.Knows", FailureFormat.Read(retry.Failure)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Promise("G6")]
    public async Task An_unknown_name_is_buried_when_its_time_is_over_and_spends_nothing()
    {
        await rig.StartAsync();
        byte[] bytes = rig.Envelope("Nobody.Knows", deferrals: 12);
        await rig.EnqueueAsync(bytes);

        var bury = Assert.IsType<BurySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(HeaderChange.None, bury.Change);
        Assert.Equal(BuryReason.UnknownTask, FailureFormat.Read(bury.Failure)!.Reason);
        Assert.Equal(bytes, (await rig.Memory.GetBuriedAsync(bury.Id))!.Envelope.ToArray());
    }

    [Fact]
    public async Task A_name_that_a_stranger_chose_finds_no_task_and_is_told_of_on_one_line()
    {
        await rig.StartAsync();
        foreach (string name in HostileNames.All.Where(static name => name.Length is > 0 and <= NameGrammar.MaxTaskLength && !NameGrammar.IsTask(name)))
        {
            byte[] bytes = rig.Envelope(name, deferrals: 12);
            await rig.EnqueueAsync(bytes);

            var bury = Assert.IsType<BurySettlement>(await rig.Until(rig.Broker.NextAsync()));

            Failure failure = FailureFormat.Read(bury.Failure)!;
            Assert.Equal((BuryReason.UnknownTask, "default"), (failure.Reason, bury.Lane.Queue));
            Assert.DoesNotContain(failure.Message!, static c => c is < ' ' or > '~');
        }
    }

    [Fact]
    public async Task A_newer_task_version_waits_and_an_older_one_runs()
    {
        var versions = new List<int>();
        var task = new TestTask("T", version: 2);
        rig.Module.Add(new TestInvoker(task, _ =>
        {
            versions.Add(1);
            return ValueTask.CompletedTask;
        }));
        await rig.StartAsync();

        await rig.EnqueueAsync(rig.Envelope("T", version: 3));
        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));
        await rig.EnqueueAsync(rig.Envelope("T", version: 1));
        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(HeaderChange.Deferred, retry.Change);
        Assert.Contains("version 3", FailureFormat.Read(retry.Failure)!.Message, StringComparison.Ordinal);
        Assert.Single(versions);
    }

    [Fact]
    public async Task A_newer_envelope_waits_and_is_buried_in_the_end()
    {
        await rig.StartAsync();
        await rig.EnqueueAsync(rig.Envelope("T", envelopeVersion: 2));
        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));
        await rig.EnqueueAsync(rig.Envelope("T", envelopeVersion: 2, deferrals: 12));
        var bury = Assert.IsType<BurySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(HeaderChange.Deferred, retry.Change);
        Assert.Equal(BuryReason.NewerEnvelope, FailureFormat.Read(bury.Failure)!.Reason);
    }

    [Fact]
    [Promise("G6")]
    public async Task Unreadable_arguments_are_retried_with_backoff_then_buried_with_their_bytes()
    {
        var task = new TestTask("T", new TaskDefaults { RetryOn = [typeof(TimeoutException)] }) { Unreadable = new PayloadException("an int was expected") };
        rig.Module.Add(new TestInvoker(task, _ => ValueTask.CompletedTask));
        await rig.StartAsync();
        await rig.EnqueueAsync(rig.Envelope("T"));
        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));
        byte[] last = rig.Envelope("T", attempts: 3);
        await rig.EnqueueAsync(last);
        var bury = Assert.IsType<BurySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(HeaderChange.AttemptSpent, retry.Change);
        Assert.Contains("an int was expected", FailureFormat.Read(retry.Failure)!.Message, StringComparison.Ordinal);
        Assert.Equal(BuryReason.Unreadable, FailureFormat.Read(bury.Failure)!.Reason);
        Assert.Equal(last.AsSpan(28).ToArray(), (await rig.Memory.GetBuriedAsync(bury.Id))!.Envelope[28..].ToArray());
    }

    [Fact]
    public async Task Arguments_over_a_limit_are_buried_at_once()
    {
        var task = new TestTask("T") { Unreadable = new PayloadException("depth 64 passed", overLimit: true) };
        rig.Module.Add(new TestInvoker(task, _ => ValueTask.CompletedTask));

        var bury = Assert.IsType<BurySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(BuryReason.OverLimit, FailureFormat.Read(bury.Failure)!.Reason);
    }

    [Fact]
    public async Task What_a_handler_throws_is_its_own_also_where_it_is_a_payload_exception()
    {
        var task = new TestTask("T", new TaskDefaults { Retry = RetryPolicy.Default with { Retries = 0 } });
        rig.Module.Add(new TestInvoker(task, _ => throw new PayloadException("a cycle", overLimit: true)));

        var bury = Assert.IsType<BurySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(BuryReason.Exhausted, FailureFormat.Read(bury.Failure)!.Reason);
    }

    [Fact]
    public async Task A_damaged_envelope_is_retried_then_buried()
    {
        await rig.StartAsync();
        byte[] damaged = [.. rig.Envelope("T").AsSpan(0, 28), 0xC1];
        await rig.EnqueueAsync(damaged);
        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(HeaderChange.AttemptSpent, retry.Change);
        Assert.Equal(RetryPolicy.Default.DelayBefore(1, rig.Scheduler.Random), retry.Delay);
        Assert.Equal(new TaskId(damaged.AsSpan(4, 16)), retry.Id);
    }

    [Fact]
    public async Task A_suspect_that_fails_goes_back_to_its_own_band()
    {
        rig.Module.Task("T", _ => throw new InvalidOperationException());
        await rig.StartAsync();
        await rig.EnqueueAsync(rig.Envelope("T", options: new TravelOptions { Priority = 4 }), Lane.Suspects("default"));

        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(Lane.Of("default", 4), retry.Lane);
    }

    [Fact]
    public async Task An_exception_that_cannot_describe_itself_costs_no_settlement()
    {
        TestTask task = rig.Module.Task("T", _ => throw new MuteException());

        var retry = Assert.IsType<RetrySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(typeof(MuteException).FullName, FailureFormat.Read(retry.Failure)!.ErrorType);
    }

    private sealed class MuteException : Exception
    {
        public override string Message => throw new InvalidOperationException();
    }
}
