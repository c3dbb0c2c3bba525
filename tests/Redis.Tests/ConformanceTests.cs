using TypedTasks.BrokerConformance;

namespace TypedTasks.Redis.Tests;

/// <summary>The suite that every broker passes, on a real Redis.</summary>
public sealed class ConformanceTests(SharedServer shared) : BrokerConformanceSuite
{
    /// <inheritdoc/>
    protected override async ValueTask<BrokerFixture> OpenAsync()
    {
        var ns = new TestNamespace(shared.Server);
        return new RedisBrokerFixture(ns, await ns.ConnectAsync());
    }
}
