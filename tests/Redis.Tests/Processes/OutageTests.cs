using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests.Processes;

/// <summary>Redis down at start, at enqueue, in mid-run, and back; its scripts flushed: workers are processes.</summary>
public sealed class OutageTests(SharedServer shared)
{
    [Fact]
    public async Task Down_at_start_the_worker_ends_with_endpoint_and_remedy()
    {
        await using var fleet = new WorkerFleet(shared.Server);
        string nobody = $"127.0.0.1:{RedisServer.FreePort()}";

        ChildProcess worker = fleet.Launch("early", nobody);

        Assert.NotEqual(0, await worker.ExitAsync());
        Assert.Contains($"Redis at {nobody} cannot be reached", worker.Output, StringComparison.Ordinal);
        Assert.Contains("Is it running", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ready", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_at_enqueue_Delay_says_so_and_the_next_one_works_when_it_is_back()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var fleet = new WorkerFleet(server);
        await fleet.TouchAsync(1);
        await server.KillAsync();

        TaskNotSentException refusal = await Assert.ThrowsAsync<TaskNotSentException>(() => fleet.Client.Delay(Chores.TouchTask.Call(false)));

        Assert.Contains(server.Endpoint, refusal.Message, StringComparison.Ordinal);
        await server.RestartAsync();
        await fleet.UntilAsync("a task is sent", async () =>
        {
            try
            {
                return (await fleet.TouchAsync(1)).Count == 1;
            }
            catch (TaskNotSentException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task G1_killed_in_mid_run_and_back_nothing_acknowledged_is_lost_and_the_workers_go_on_by_themselves()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        await using var fleet = new WorkerFleet(server);
        await fleet.StartWorkerAsync("one", "Concurrency=16");
        await fleet.StartWorkerAsync("two", "Concurrency=16");
        HashSet<TaskId> held = await fleet.HoldAsync(16, "gate");
        await fleet.UntilAsync(Deed.Started, held);
        HashSet<TaskId> acknowledged = [.. held];
        var underway = new TaskCompletionSource();
        var down = new TaskCompletionSource();
        Task sending = Task.Run(async () =>
        {
            for (int number = 1; number <= 600; number++)
            {
                try
                {
                    acknowledged.Add((await fleet.Client.Delay(Chores.TouchTask.Call(false))).Id);
                }
                catch (TaskNotSentException)
                {
                    down.TrySetResult();
                }

                if (number == 200)
                {
                    underway.SetResult();
                }
            }
        });

        await underway.Task;
        await server.KillAsync();
        await down.Task;
        await server.RestartAsync();
        await sending;
        fleet.Open("gate");
        await fleet.UntilAsync(Deed.Ended, acknowledged);

        // G2: what ran through all of it was not given to anybody else.
        Assert.All(held, id => Assert.Equal(2, fleet.Journal.Count(entry => entry.Id == id)));
        Assert.Empty(await fleet.Inspector.ListDeadLettersAsync());
        await fleet.EndAsync();
    }

    [Fact]
    public async Task A_flush_of_scripts_under_load_costs_no_task_and_runs_none_twice()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var fleet = new WorkerFleet(server);
        await fleet.StartWorkerAsync("one");
        await fleet.StartWorkerAsync("two");
        using var enough = new CancellationTokenSource();
        Task flushing = Task.Run(async () =>
        {
            await using RespClient client = await server.ConnectAsync();
            while (!enough.IsCancellationRequested)
            {
                await client.CallAsync(["SCRIPT", "FLUSH"]);
            }
        });

        HashSet<TaskId> acknowledged = [];
        for (int batch = 0; batch < 20; batch++)
        {
            acknowledged.UnionWith(await fleet.TouchAsync(100));
        }

        await fleet.UntilAsync(Deed.Ended, acknowledged);
        await enough.CancelAsync();
        await flushing;

        Assert.Equal(2000, fleet.Journal.Count(static entry => entry.Deed == Deed.Started));
        await fleet.EndAsync();
    }
}
