using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Dispatch;
using TypedTasks.Runtime.Tests.Hosting;
using TypedTasks.Testing;

namespace TypedTasks.Runtime.Tests.Testing;

[Collection(LiveHosts.Name)]
public sealed class TaskHarnessTests
{
    [Fact]
    public async Task What_code_delays_is_recorded_with_its_arguments_and_does_not_run_by_itself()
    {
        await using TaskHarness harness = Squares();

        await SquareTask.Plain.Call(7, "seven").OnQueue("high").WithPriority(3).In(TimeSpan.FromMinutes(5)).WithHeader("tenant", "42").Delay();

        SentTask<SquareArgs> sent = Assert.Single(harness.Sent(SquareTask.Plain));
        Assert.Equal(new SquareArgs(7, "seven"), sent.Arguments);
        Assert.Equal(("high", 3, DueTime.In(TimeSpan.FromMinutes(5))), (sent.Queue, sent.Priority, sent.Due));
        Assert.Equal("42", sent.Headers["tenant"]);
        Assert.Equal(TimeSpan.FromDays(1), sent.KeepResult);
        Assert.Empty(harness.Sent(new TestTask("Test.Other")));
        Assert.Empty(harness.Ran);
    }

    [Fact]
    public async Task A_drain_runs_what_is_ready_in_place_and_the_result_can_be_read()
    {
        await using TaskHarness harness = Squares();
        TaskHandle<int> handle = await SquareTask.Plain.Delay(12);

        Assert.Equal(1, await harness.DrainAsync());

        Assert.Equal(144, await handle.GetAsync());
        Assert.Equal(new RanAttempt(handle.Id, "Test.Math.Square", 1, AttemptOutcome.Completed, null), Assert.Single(harness.Ran));
        Assert.Equal(0, await harness.DrainAsync());
    }

    [Fact]
    public async Task A_drain_runs_what_handlers_delay_too()
    {
        var module = new TestModule();
        var order = new List<string>();
        TestTask last = module.Task("Test.Last", _ => order.Add("last"));
        TestTask first = module.Task("Test.First", async _ =>
        {
            order.Add("first");
            await last.Call().Delay();
        });
        await using var harness = new TaskHarness(tasks => tasks.AddModule(module));
        await first.Call().Delay();

        Assert.Equal(2, await harness.DrainAsync());

        Assert.Equal(["first", "last"], order);
    }

    [Fact]
    public async Task The_clock_decides_when_a_scheduled_task_runs()
    {
        var module = new TestModule();
        var times = new List<TimeSpan>();
        TaskHarness? known = null;
        DateTimeOffset start = default;
        TestTask task = module.Task("Test.Later", _ => times.Add(known!.Clock.GetUtcNow() - start));
        await using var harness = known = new TaskHarness(tasks => tasks.AddModule(module));
        start = harness.Clock.GetUtcNow();
        await task.Call().In(TimeSpan.FromMinutes(5)).Delay();
        await task.Call().In(TimeSpan.FromMinutes(2)).Delay();
        await task.Call().At(start.AddHours(1)).Delay();

        Assert.Equal(0, await harness.DrainAsync());
        Assert.Equal(2, await harness.AdvanceAsync(TimeSpan.FromMinutes(10)));

        Assert.Equal([TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)], times);
        Assert.Equal(start.AddMinutes(10), harness.Clock.GetUtcNow());
        Assert.Equal(1, await harness.DrainToEndAsync());
        Assert.Equal(TimeSpan.FromHours(1), times[2]);
    }

    [Fact]
    public async Task Retries_run_as_the_clock_moves_and_in_the_end_there_is_a_dead_letter()
    {
        var module = new TestModule();
        TestTask task = module.Task("Test.Fails", _ => throw new InvalidOperationException("The oven is cold."));
        await using var harness = new TaskHarness(tasks => tasks.AddModule(module));
        TaskHandle<NoResult> handle = await task.Call().WithRetries(2).KeepResult(TimeSpan.FromHours(1)).Delay();

        Assert.Equal(1, await harness.DrainAsync());
        Assert.Equal(TaskState.Scheduled, await handle.GetStateAsync());
        Assert.Equal(2, await harness.DrainToEndAsync());

        Assert.Equal(
            [(1, AttemptOutcome.Retried), (2, AttemptOutcome.Retried), (3, AttemptOutcome.Buried)],
            harness.Ran.Select(attempt => (attempt.Number, attempt.Outcome)));
        Assert.All(harness.Ran, attempt => Assert.IsType<InvalidOperationException>(attempt.Error));
        DeadLetter letter = Assert.Single(await harness.DeadLettersAsync());
        Assert.Equal((BuryReason.Exhausted, "The oven is cold."), (letter.Reason, letter.ErrorMessage));
        await Assert.ThrowsAsync<TaskFailedException>(() => handle.GetAsync());

        Assert.True(await harness.Inspector.ReplayAsync(letter.Id));
        Assert.Equal(3, await harness.DrainToEndAsync());
    }

    [Fact]
    public async Task Two_harnesses_do_the_same_thing_twice()
    {
        Assert.Equal(await RunAsync(), await RunAsync());

        static async Task<string> RunAsync()
        {
            var module = new TestModule();
            TestTask task = module.Task("Test.Fails", _ => throw new InvalidOperationException());
            await using var harness = new TaskHarness(tasks => tasks.AddModule(module));
            await task.Call().Delay();
            await harness.DrainToEndAsync();
            return $"{harness.Clock.GetUtcNow():O} {string.Join(", ", harness.Ran.Select(attempt => (attempt.Id, attempt.Number)))}";
        }
    }

    [Fact]
    public async Task Handlers_get_services_of_a_scope_and_the_clock_of_the_harness()
    {
        var module = new TestModule();
        var seen = new List<(TimeProvider, Guest)>();
        TestTask task = module.Task(
            "Test.Scoped",
            invocation =>
            {
                seen.Add((invocation.Services.GetRequiredService<TimeProvider>(), invocation.Services.GetRequiredService<Guest>()));
                return default;
            },
            needsServices: true);
        await using var harness = new TaskHarness(tasks => tasks.AddModule(module).Services.AddScoped<Guest>().AddSingleton(TimeProvider.System));
        await task.Call().Delay();
        await task.Call().Delay();

        await harness.DrainAsync();

        Assert.All(seen, pair => Assert.Same(harness.Clock, pair.Item1));
        Assert.NotSame(seen[0].Item2, seen[1].Item2);
    }

    [Fact]
    public async Task A_missing_handler_is_told_before_anything_runs()
    {
        TestModule module = new TestModule().Skip("Shop.Emails.Send", "its class is not partial");
        await using var harness = new TaskHarness(tasks => tasks.AddModule(module));

        Assert.Contains("its class is not partial", (await Assert.ThrowsAsync<TaskSetupException>(() => harness.DrainAsync())).Message);
    }

    [Fact]
    public async Task In_a_host_it_takes_the_place_of_broker_and_workers()
    {
        using IHost host = HostRig.Build(tasks => tasks
            .AddModule(new TestModule().Add(new SquareInvoker(SquareTask.Plain)))
            .UseBroker("UseElsewhere", _ => new UnreachableBroker())
            .AddWorker()
            .UseTaskHarness());
        await host.StartAsync();
        TaskHarness harness = host.Services.GetRequiredService<TaskHarness>();
        TaskHandle<int> handle = await SquareTask.Plain.Delay(5);
        Assert.Empty(harness.Ran);

        await harness.DrainAsync();

        Assert.Equal(25, await handle.GetAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task What_is_forgotten_is_not_seen_again_and_what_was_delayed_still_runs()
    {
        await using TaskHarness harness = Squares();
        await SquareTask.Plain.Delay(1);

        harness.Forget();

        Assert.Empty(harness.AllSent);
        Assert.Equal(1, await harness.DrainAsync());
    }

    private static TaskHarness Squares() => new(tasks => tasks.AddModule(new TestModule().Add(new SquareInvoker(SquareTask.Plain))));

    private sealed class Guest;
}
