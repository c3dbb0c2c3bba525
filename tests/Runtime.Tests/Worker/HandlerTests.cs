using Microsoft.Extensions.DependencyInjection;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>What surrounds a handler: scope, filters, the client of its flow.</summary>
public sealed class HandlerTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();
    private readonly List<string> steps = [];

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_handler_knows_its_task_its_attempt_and_the_headers_of_the_sender()
    {
        TaskContext? seen = null;
        TestTask task = rig.Module.Task("Test.Known", context => seen = context);
        rig.Options.Queues("mail");
        rig.Build();
        DateTimeOffset sentAt = rig.Time.GetUtcNow();
        TaskHandle<NoResult> handle = await rig.Client.Delay(task.Call().OnQueue("mail").WithRetries(4).WithTimeout(TimeSpan.FromMinutes(1)).WithHeader("tenant", "Ada"));
        await rig.StartAsync();
        await rig.Until(rig.Broker.NextAsync());

        Assert.Equal(
            (handle.Id, "Test.Known", "mail", 1, 5, sentAt, "Ada"),
            (seen!.Id, seen.Name, seen.Queue, seen.Attempt, seen.MaxAttempts, seen.EnqueuedAt, seen.Headers["tenant"]));
        Assert.InRange(seen.Deadline!.Value, sentAt + TimeSpan.FromMinutes(1), rig.Time.GetUtcNow() + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Filters_run_in_the_order_of_their_registration_around_the_handler()
    {
        rig.Services.AddScoped<ITaskFilter>(_ => new Noting("outer", steps));
        rig.Services.AddScoped<ITaskFilter>(_ => new Noting("inner", steps));
        TestTask task = rig.Module.Task("T", _ => steps.Add("handler"));

        Assert.IsType<CompleteSettlement>(await rig.SettleAsync(task.Call()));

        Assert.Equal(["outer in", "inner in", "handler", "inner out", "outer out"], steps);
    }

    [Fact]
    public async Task What_a_filter_throws_is_the_attempts_failure()
    {
        rig.Services.AddScoped<ITaskFilter>(_ => new Refusing());
        TestTask task = rig.Module.Task("T", _ => steps.Add("handler"));

        Assert.IsType<RetrySettlement>(await rig.SettleAsync(task.Call()));

        Assert.Empty(steps);
    }

    [Fact]
    public async Task Each_attempt_has_a_scope_of_its_own_that_ends_with_it()
    {
        rig.Services.AddScoped(_ => new Tracked(steps));
        TestTask task = rig.Module.Task(
            "T",
            invocation =>
            {
                invocation.Services.GetRequiredService<Tracked>();
                steps.Add("handler");
                return ValueTask.CompletedTask;
            },
            needsServices: true);
        rig.Build();
        await rig.Client.DelayMany([task.Call(), task.Call()]);
        await rig.StartAsync();
        await rig.Until(rig.Broker.NextAsync());
        await rig.Until(rig.Broker.NextAsync());

        Assert.Equal(2, steps.Count(step => step == "handler"));
        Assert.Equal(2, steps.Count(step => step == "disposed"));
    }

    [Fact]
    public async Task A_static_delay_in_a_handler_goes_to_its_own_host()
    {
        TestTask second = rig.Module.Task("Second", _ => steps.Add("second"));
        TestTask first = rig.Module.Task("First", async _ => await second.Call().Delay());
        rig.Build();
        await rig.Client.Delay(first.Call());
        await rig.StartAsync();
        await rig.Until(rig.Broker.NextAsync());
        await rig.Until(rig.Broker.NextAsync());

        Assert.Equal(["second"], steps);
    }

    [Fact]
    public async Task What_a_handler_leaves_in_its_flow_does_not_reach_the_next()
    {
        var flow = new AsyncLocal<string?>();
        var seen = new List<string?>();
        rig.Options.Concurrency = 1;
        TestTask task = rig.Module.Task("T", _ =>
        {
            seen.Add(flow.Value);
            flow.Value = "left behind";
        });
        rig.Build();
        await rig.Client.DelayMany([task.Call(), task.Call(), task.Call()]);
        await rig.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await rig.Until(rig.Broker.NextAsync());
        }

        Assert.Equal([null, null, null], seen);
    }

    [Fact]
    public async Task A_worker_does_not_start_while_a_task_had_to_be_skipped()
    {
        rig.Module.Skip("Shop.Emails.Send", "its class is not partial");
        rig.Build();

        TaskSetupException error = await Assert.ThrowsAsync<TaskSetupException>(() => rig.Worker.StartAsync());

        Assert.Contains("Shop.Emails.Send: its class is not partial", error.Message, StringComparison.Ordinal);
    }

    private sealed class Noting(string name, List<string> steps) : ITaskFilter
    {
        public async Task InvokeAsync(TaskContext context, Func<Task> next)
        {
            steps.Add($"{name} in");
            await next();
            steps.Add($"{name} out");
        }
    }

    private sealed class Refusing : ITaskFilter
    {
        public Task InvokeAsync(TaskContext context, Func<Task> next) => throw new InvalidOperationException("refused");
    }

    private sealed class Tracked(List<string> steps) : IDisposable
    {
        public void Dispose() => steps.Add("disposed");
    }
}
