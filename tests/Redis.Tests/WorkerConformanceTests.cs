using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Workers;

namespace TypedTasks.Redis.Tests;

/// <summary>The suite that every broker passes under real workers, on a real Redis.</summary>
public sealed class WorkerConformanceTests(SharedServer shared) : WorkerConformanceSuite
{
    /// <inheritdoc/>
    protected override async ValueTask<BrokerFixture> OpenAsync()
    {
        var ns = new TestNamespace(shared.Server);
        return new RedisBrokerFixture(ns, await ns.ConnectAsync());
    }
}
