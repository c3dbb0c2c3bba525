using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Workers;

namespace TypedTasks.Runtime.Tests.Brokers;

/// <summary>The reference under real workers.</summary>
public sealed class InMemoryWorkerTests : WorkerConformanceSuite
{
    protected override ValueTask<BrokerFixture> OpenAsync() => ValueTask.FromResult<BrokerFixture>(new InMemoryFixture());
}
