using TypedTasks.Redis.Server;
using TypedTasks.Redis.Tests.Processes;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests.Tls;

/// <summary>kill -9 of a worker whose connections all speak TLS: G1, G2.</summary>
public sealed class TlsProcessTests
{
    [Fact]
    public async Task G1_and_G2_what_a_killed_worker_ran_runs_again_and_live_work_does_not()
    {
        using var authority = new TestAuthority();
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Authority = new RedisTls { Authority = authority } });
        await using var fleet = new WorkerFleet(server);
        ChildProcess killed = await fleet.StartWorkerAsync("killed", "Concurrency=8");
        HashSet<TaskId> lost = await fleet.HoldAsync(8, "gate");
        await fleet.UntilAsync(Deed.Started, lost);
        await fleet.StartWorkerAsync("survivor", "Concurrency=16");
        HashSet<TaskId> live = await fleet.HoldAsync(4, "gate");
        await fleet.UntilAsync(Deed.Started, live);

        await killed.KillAsync();
        await fleet.UntilAsync(
            "a task of the killed worker runs again",
            () => Task.FromResult(fleet.Journal.Any(entry => entry.Worker == "survivor" && lost.Contains(entry.Id))));
        fleet.Open("gate");
        await fleet.UntilAsync(Deed.Ended, new HashSet<TaskId>([.. lost, .. live]));

        ILookup<TaskId, JournalEntry> started = fleet.Journal.Where(static entry => entry.Deed == Deed.Started).ToLookup(static entry => entry.Id);
        Assert.All(live, id => Assert.Single(started[id]));
        Assert.All(lost, id => Assert.Equal(2, started[id].Count()));
    }
}
