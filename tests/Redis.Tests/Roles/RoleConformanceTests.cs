using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Workers;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Tests.Roles;

/// <summary>The whole suite of a broker with no more rights than each role of the committed ACL file has.</summary>
public sealed class RoleConformanceTests(RoleServer roles) : BrokerConformanceSuite
{
    /// <inheritdoc/>
    protected override ValueTask<BrokerFixture> OpenAsync() => RoleFixture.OpenAsync(roles);
}

/// <summary>The same for clients and workers.</summary>
public sealed class RoleWorkerConformanceTests(RoleServer roles) : WorkerConformanceSuite
{
    /// <inheritdoc/>
    protected override ValueTask<BrokerFixture> OpenAsync() => RoleFixture.OpenAsync(roles);
}

/// <summary>A namespace of the test's own on the server with roles.</summary>
internal sealed class RoleFixture(TestNamespace ns, RoleBroker broker) : BrokerFixture
{
    public override IBroker Broker => broker;

    public static async ValueTask<BrokerFixture> OpenAsync(RoleServer roles)
    {
        var ns = new TestNamespace(roles.Server);
        return new RoleFixture(ns, await RoleBroker.ConnectAsync(roles.Server, ns.Prefix));
    }

    public override async ValueTask AdvanceAsync(TimeSpan by) => await ns.AdvanceAsync(by);

    public override async ValueTask<RescueReport> RescueAsync(RescueRequest request)
    {
        await ns.ForgetLastTickAsync();
        return await Broker.RescueAsync(request);
    }
}
