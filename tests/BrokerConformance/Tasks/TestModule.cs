using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Dispatch;

namespace TypedTasks.BrokerConformance.Tasks;

/// <summary>An assembly's table, filled by a test.</summary>
public sealed class TestModule(string assembly = "Test") : TaskModule
{
    private readonly List<TaskInvoker> invokers = [];
    private readonly List<SkippedTask> skipped = [];

    public override string Assembly => assembly;

    public override IReadOnlyList<TaskInvoker> Invokers => invokers;

    public override IReadOnlyList<SkippedTask> Skipped => skipped;

    /// <summary>What <see cref="AddServices"/> registers.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public override void AddServices(IServiceCollection services) => Services?.Invoke(services);

    public TestModule Add(TaskInvoker invoker)
    {
        invokers.Add(invoker);
        return this;
    }

    public TestModule Skip(string method, string reason)
    {
        skipped.Add(new SkippedTask(method, reason));
        return this;
    }

    /// <summary>Adds a task and returns its definition.</summary>
    public TestTask Task(string name, Action<TaskContext> handler, TaskDefaults? defaults = null) =>
        Task(
            name,
            invocation =>
            {
                handler(invocation.Context);
                return ValueTask.CompletedTask;
            },
            defaults);

    /// <summary>Adds a task and returns its definition.</summary>
    public TestTask Task(string name, Func<TaskInvocation, ValueTask> handler, TaskDefaults? defaults = null, bool needsServices = false)
    {
        var task = new TestTask(name, defaults);
        Add(new TestInvoker(task, handler, needsServices));
        return task;
    }
}
