using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Workers;
using TypedTasks.Brokers;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Runtime.Tests.Brokers;

/// <summary>The reference under real workers that encrypt all that they write.</summary>
public sealed class InMemorySealedWorkerTests : WorkerConformanceSuite
{
    protected override ValueTask<BrokerFixture> OpenAsync() => ValueTask.FromResult<BrokerFixture>(new InMemoryFixture());

    protected override IEnvelopeSeal MakeSeal(IBroker broker) => SealedSuiteKeys.Seal(broker);
}
