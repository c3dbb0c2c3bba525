using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Runtime.Tests.Worker;

namespace TypedTasks.Runtime.Tests.Maintenance;

public sealed class MaintenanceTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    [Promise("G7")]
    public async Task What_is_due_is_promoted_and_runs()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        await rig.StartAsync();
        await rig.Client.Delay(task.Call().In(TimeSpan.FromMinutes(5)));
        rig.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, Assert.Single(await rig.Memory.CountAsync()).Scheduled);

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 250));
    }

    [Fact]
    [Promise("G2")]
    public async Task What_a_dead_worker_held_is_rescued_and_runs_here()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        await rig.Client.Delay(task.Call());
        await rig.Memory.TakeAsync(new TakeRequest(new LeaseId("dead", 1), [Lane.Of("default")], 10, 1024, TimeSpan.FromSeconds(15)));
        await rig.StartAsync();

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 100));
    }

    [Fact]
    [Promise("G6")]
    public async Task Dead_letters_beyond_their_bound_are_dropped_the_oldest_first()
    {
        rig.Options.KeepDeadLetters = 1;
        TestTask task = rig.Module.Task("T", _ => throw new InvalidOperationException());
        rig.Build();
        await rig.Client.DelayMany([task.Call().WithRetries(0), task.Call().WithRetries(0), task.Call().WithRetries(0)]);
        await rig.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            Assert.IsType<BurySettlement>(await rig.Until(rig.Broker.NextAsync()));
        }

        await rig.Until(() => rig.Memory.ListBuriedAsync(0, 10) is { IsCompletedSuccessfully: true, Result.Count: 1 }, 1000);
    }
}
