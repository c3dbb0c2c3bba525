using TypedTasks.BrokerConformance;

namespace TypedTasks.Runtime.Tests.Brokers;

/// <summary>The reference passes the suite that every broker passes.</summary>
public sealed class InMemoryBrokerTests : BrokerConformanceSuite
{
    protected override ValueTask<BrokerFixture> OpenAsync() => ValueTask.FromResult<BrokerFixture>(new InMemoryFixture());
}
