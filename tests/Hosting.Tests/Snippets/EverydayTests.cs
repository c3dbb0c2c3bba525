using Microsoft.Extensions.DependencyInjection;
using Shop;
using TypedTasks.Testing;

namespace TypedTasks.Hosting.Tests.Snippets;

/// <summary>The code of docs/everyday.md, compiled and run; <see cref="DocumentTests"/> holds that the page shows just this.</summary>
public sealed class EverydayTests
{
    [Fact]
    public async Task The_options_of_a_call_travel()
    {
        await using TaskHarness harness = Harness();
        ITaskClient client = harness.Client;

        #region call
        await client.Delay(Reports.BuildTask.Call("sales")
            .In(TimeSpan.FromMinutes(5))                  // or .At(date)
            .OnQueue("slow").WithPriority(7)              // 0 to 9, higher first
            .WithRetries(10).WithBackoff(BackoffKind.Linear, firstDelay: TimeSpan.FromSeconds(5))
            .WithTimeout(TimeSpan.FromMinutes(1))
            .ExpiresIn(TimeSpan.FromHours(2))             // not started by then: to the dead letters
            .KeepResult(TimeSpan.FromHours(1))
            .WithHeader("tenant", "acme"));
        #endregion

        SentTask<Reports.BuildArgs> sent = Assert.Single(harness.Sent(Reports.BuildTask));
        Assert.Equal(("sales", "slow", 7, "acme"), (sent.Arguments.Source, sent.Queue, sent.Priority, sent.Headers["tenant"]));
    }

    [Fact]
    public async Task Many_are_sent_at_once()
    {
        await using TaskHarness harness = Harness();
        ITaskClient client = harness.Client;
        string[] sources = ["a", "bb", "ccc"];

        #region many
        TaskHandles<Report> handles = await client.DelayMany(sources.Select(source => Reports.BuildTask.Call(source).WithPriority(5)));
        await Reports.BuildTask.DelayMany(sources.Select(source => new Reports.BuildArgs(source)));   // without options of their own
        #endregion

        await harness.DrainAsync();
        Assert.Equal(6, harness.Ran.Count);
        Assert.Equal(new Report(3), await handles[2].GetAsync());
    }

    [Fact]
    public async Task A_result_is_waited_for_here_and_elsewhere()
    {
        await using TaskHarness harness = Harness();
        ITaskClient client = harness.Client;
        Task<(Report?, TaskState)> waiting = WaitAsync(client);
        await harness.DrainAsync();

        (Report? report, TaskState state) = await waiting;

        Assert.Equal((new Report(5), TaskState.Done), (report, state));
    }

    [Fact]
    public async Task A_handler_snoozes_and_stops_and_dead_letters_are_replayed()
    {
        await using TaskHarness harness = Harness();
        TaskHandle<Report> late = await harness.Client.Delay(Reports.BuildTask.Call("not there yet"));
        TaskHandle<Report> never = await harness.Client.Delay(Reports.BuildTask.Call(""));
        await harness.DrainAsync();

        Assert.Equal([AttemptOutcome.Snoozed, AttemptOutcome.Buried], harness.Ran.Select(static ran => ran.Outcome));
        Assert.Equal(TaskState.Scheduled, await late.GetStateAsync());
        var failed = await Assert.ThrowsAsync<TaskFailedException>(() => never.GetAsync());
        Assert.Equal((BuryReason.Stopped, "a report needs a source"), (failed.Reason, failed.ErrorMessage));
        ITaskInspector inspector = harness.Inspector;

        #region letters
        foreach (DeadLetter letter in await inspector.ListDeadLettersAsync(take: 10))
        {
            Console.WriteLine($"{letter.Id} {letter.Task} {letter.Reason}: {letter.ErrorMessage}");
        }

        int replayed = await inspector.ReplayManyAsync(new ReplayOptions { Where = letter => letter.Reason == BuryReason.Stopped, PerSecond = 50 });
        #endregion

        Assert.Equal(1, replayed);
    }

    [Fact]
    public async Task Filters_stand_around_send_and_attempt()
    {
        #region filters
        await using var harness = new TaskHarness(tasks => tasks
            .AddTypedTasksHostingTestsTasks()
            .AddEnqueueFilter<Tenant>()
            .AddTaskFilter<Tenant>()
            .Services.AddLogging().AddSingleton<ISmtp, NoSmtp>());
        #endregion

        Tenant.Current.Value = "acme";
        await harness.Client.Delay(Reports.BuildTask.Call("sales"));
        await harness.DrainAsync();
        Assert.Equal("acme", Assert.Single(harness.AllSent).Headers["tenant"]);
        Assert.Equal(AttemptOutcome.Completed, Assert.Single(harness.Ran).Outcome);
    }

    private static TaskHarness Harness() => new(static tasks => tasks.AddTypedTasksHostingTestsTasks().Services.AddSingleton<ISmtp, NoSmtp>());

    private static async Task<(Report?, TaskState)> WaitAsync(ITaskClient client)
    {
        Report? report = null;

        #region result
        TaskHandle<Report> handle = await client.Delay(Reports.BuildTask.Call("sales"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));   // without a worker nobody answers
        try
        {
            report = await handle.GetAsync(patience.Token);
        }
        catch (TaskFailedException failed)
        {
            Console.WriteLine($"{failed.Reason}, {failed.ErrorType}: {failed.ErrorMessage}");
        }

        string id = handle.Id.ToString();                                             // 32 hexadecimal digits: into an URL, a database
        TaskHandle<Report> same = client.Handle(Reports.BuildTask, TaskId.Parse(id)); // in any process, later
        TaskState state = await same.GetStateAsync();
        #endregion

        return (report, state);
    }

    private sealed class NoSmtp : ISmtp
    {
        public Task SendAsync(int userId, string text, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
