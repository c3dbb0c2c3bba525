using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Workers;
using TypedTasks.Brokers;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Redis.Tests;

/// <summary>The suite that every broker passes under real workers, all of it encrypted, on a real Redis.</summary>
public sealed class SealedWorkerConformanceTests(SharedServer shared) : WorkerConformanceSuite
{
    /// <inheritdoc/>
    protected override async ValueTask<BrokerFixture> OpenAsync()
    {
        var ns = new TestNamespace(shared.Server);
        return new RedisBrokerFixture(ns, await ns.ConnectAsync());
    }

    /// <inheritdoc/>
    protected override IEnvelopeSeal MakeSeal(IBroker broker) => SealedSuiteKeys.Seal(broker);
}
