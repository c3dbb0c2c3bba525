using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Worker;

namespace TypedTasks.BrokerConformance.Workers;

/// <summary>A worker as a process would have one: tasks of its own, a way to the broker of its own, and it can be killed.</summary>
internal sealed class ConformanceWorker(IBroker broker, RuntimeScheduler scheduler, ITaskClient client, IEnvelopeSeal? seal) : IAsyncDisposable
{
    private TaskWorker? worker;

    public WatchedBroker Broker { get; } = new(broker);

    public TestModule Module { get; } = new();

    /// <summary>Nothing lapses, and nothing goes back, because a machine is slow while the clock goes in large steps.</summary>
    public WorkerOptions Options { get; } = new()
    {
        LeaseTime = WorkerConformanceSuite.LongLease,
        UnstartedAfter = WorkerConformanceSuite.LongLease,
    };

    public TaskWorker Worker => worker ?? throw new InvalidOperationException("The worker is not started.");

    public async Task<ConformanceWorker> StartAsync()
    {
        var table = new DispatchTable([Module]);
        worker = new TaskWorker(Broker, table, Options, [], scheduler, new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance, client, seal);
        await worker.StartAsync();
        return this;
    }

    public ValueTask DisposeAsync() => worker?.DisposeAsync() ?? ValueTask.CompletedTask;
}
