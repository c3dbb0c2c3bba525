using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Runtime.Tests.Worker;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Telemetry;

/// <summary>What stands around a handler's own log lines. Quick handlers share one scope, so that each case has two tasks of one loop.</summary>
public sealed class LogScopeTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();
    private readonly ScopeNoting noting = new();
    private readonly ILogger log;

    public LogScopeTests()
    {
        rig.Loggers = LoggerFactory.Create(builder => builder.AddProvider(noting));
        rig.Options.Concurrency = 1;
        log = rig.Loggers.CreateLogger("handler");
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_handlers_lines_carry_its_task_queue_and_attempt()
    {
        TestTask task = rig.Module.Task("T", _ => Say("at work"));
        await RunAsync(task, task);

        Assert.Equal([Scope(0), Scope(1)], noting.Of("at work"));
    }

    [Fact]
    public async Task Work_left_behind_by_a_handler_that_waited_keeps_its_own()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var scope = new SlotLogScope(log, wanted: true);
        Begin("first");
        Task left = LeftAsync();
        scope.End(mayLeaveWork: true);
        Begin("second");
        next.SetResult();
        await left;
        Say("at work");

        Assert.Contains("TaskName:first", Assert.Single(noting.Of("left behind")), StringComparison.Ordinal);
        Assert.Contains("TaskName:second", Assert.Single(noting.Of("at work")), StringComparison.Ordinal);

        async Task LeftAsync()
        {
            await next.Task;
            Say("left behind");
        }

        void Begin(string task)
        {
            scope.Open();
            scope.Begin(new AttemptFacts(default, task, "default", 1, 1, default, null, new Dictionary<string, string>(), default));
        }
    }

    [Fact]
    public void Between_attempts_and_after_them_lines_carry_nothing_of_them()
    {
        using var scope = new SlotLogScope(log, wanted: true);
        scope.Open();
        scope.Begin(new AttemptFacts(default, "T", "default", 1, 1, default, null, new Dictionary<string, string>(), default));
        scope.End(mayLeaveWork: false);
        Say("between");
        scope.Dispose();
        Say("after");

        Assert.Equal([string.Empty], noting.Of("between"));
        Assert.Equal([string.Empty], noting.Of("after"));
    }

    [Fact]
    public async Task Switched_off_no_scope_is_opened()
    {
        rig.Options.LogScopes = false;
        await RunAsync(rig.Module.Task("T", _ => Say("at work")));

        Assert.Equal([string.Empty], noting.Of("at work"));
    }

    private readonly List<TaskId> ids = [];

    private string Scope(int index) => $"TaskId:{ids[index]} TaskName:T Queue:default Attempt:1";

    private void Say(string line)
    {
#pragma warning disable CA1848, CA2254 // The line is a test's, said a few times.
        log.LogInformation(line);
#pragma warning restore CA1848, CA2254
    }

    private async Task RunAsync(params TestTask[] tasks)
    {
        rig.Build();
        foreach (TestTask task in tasks)
        {
            ids.Add((await rig.Client.Delay(task.Call())).Id);
        }

        await rig.StartAsync();
        for (int i = 0; i < tasks.Length; i++)
        {
            await rig.Until(rig.Broker.NextAsync());
        }
    }

    private sealed class ScopeNoting : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private readonly ConcurrentQueue<(string Line, string Scope)> noted = new();
        private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

        public IEnumerable<string> Of(string line) => noted.Where(one => one.Line == line).Select(one => one.Scope);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string all = string.Empty;
            scopes.ForEachScope((scope, _) => all += scope, 0);
            noted.Enqueue((formatter(state, exception), all));
        }

        public void Dispose()
        {
        }
    }
}
