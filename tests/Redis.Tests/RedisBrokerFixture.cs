using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Tests;

/// <summary>A broker on a namespace of its own, whose clock the test moves.</summary>
internal sealed class RedisBrokerFixture(TestNamespace ns, RedisBroker broker) : BrokerFixture
{
    public override IBroker Broker => broker;

    public override async ValueTask AdvanceAsync(TimeSpan by) => await ns.AdvanceAsync(by);

    public override async ValueTask<RescueReport> RescueAsync(RescueRequest request)
    {
        await ns.ForgetLastTickAsync();
        return await broker.RescueAsync(request);
    }

    public override async ValueTask DisposeAsync()
    {
        // Whatever a test did, every key is accounted for when it is over.
        Assert.Empty(await Fsck.RunAsync(ns));
        await base.DisposeAsync();
    }
}
