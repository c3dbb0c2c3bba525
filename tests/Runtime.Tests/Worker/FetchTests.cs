using System.Collections.Concurrent;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>How a worker takes.</summary>
public sealed class FetchTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();
    private readonly TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync()
    {
        finish.TrySetResult();
        return rig.DisposeAsync();
    }

    [Fact]
    public async Task An_idle_worker_is_woken_by_a_send_and_needs_no_poll()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        await StartIdleAsync();

        await rig.Client.Delay(task.Call());

        Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
    }

    [Fact]
    public async Task A_lost_wake_up_costs_no_more_than_a_poll()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        await StartIdleAsync();

        // Listens elsewhere now: what is sent wakes nobody.
        await (await rig.Memory.ListenAsync(rig.Worker.Session, () => { })).DisposeAsync();
        await rig.Client.Delay(task.Call());

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 100));
    }

    [Fact]
    public async Task Queues_and_bands_are_named_in_their_strict_order_with_suspects_first()
    {
        rig.Options.Queues("high", "low");
        await rig.StartAsync();
        await WorkerRig.WaitFor(() => !rig.Broker.Takes.IsEmpty);

        Assert.Equal(
            ["high:s", "high:p9", "high:p8", "high:p7", "high:p6", "high:p5", "high:p4", "high:p3", "high:p2", "high:p1", "high:0", "low:s"],
            rig.Broker.Takes.First().Lanes.Take(12).Select(lane => lane.ToString()));
    }

    [Fact]
    public async Task While_a_suspect_runs_no_second_one_is_taken()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Module.Task("T", async _ =>
        {
            running.TrySetResult();
            await finish.Task;
        });
        await rig.StartAsync();
        await rig.EnqueueAsync(rig.Envelope("T"), Lane.Suspects("default"));
        await rig.EnqueueAsync(rig.Envelope("T"), Lane.Suspects("default"));
        await rig.Until(running.Task, 100);

        int takes = rig.Broker.Takes.Count;
        await rig.Until(() => rig.Broker.Takes.Count > takes + 2, 500);
        Assert.All(rig.Broker.Takes.Skip(takes), take => Assert.DoesNotContain(take.Lanes, lane => lane.IsSuspect));
        Assert.Equal(1, rig.Worker.Running);
        finish.SetResult();

        await rig.Until(rig.Broker.NextAsync(), 100);
        await rig.Until(rig.Broker.NextAsync(), 100);
    }

    [Fact]
    public async Task The_next_suspect_is_taken_when_the_last_has_ended_and_waits_for_no_poll()
    {
        rig.Module.Task("T", _ => { });
        rig.Build();
        for (int i = 0; i < 10; i++)
        {
            await rig.EnqueueAsync(rig.Envelope("T"), Lane.Suspects("default"));
        }

        await rig.StartAsync();
        for (int i = 0; i < 10; i++)
        {
            Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        }
    }

    [Fact]
    public async Task It_never_takes_more_slow_tasks_than_it_has_slots()
    {
        rig.Options.Concurrency = 3;
        TestTask task = rig.Module.Task("T", async _ => await finish.Task);
        rig.Build();
        await rig.Client.DelayMany(Enumerable.Range(0, 10).Select(_ => task.Call()));
        await rig.StartAsync();
        await WorkerRig.WaitFor(() => rig.Worker.Running == 3);

        Assert.Equal(3, Assert.Single(await rig.Memory.CountAsync()).Taken);
        finish.SetResult();
        for (int i = 0; i < 10; i++)
        {
            Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
        }
    }

    [Fact]
    public async Task Slots_that_are_free_are_filled_also_where_all_that_was_taken_has_started_and_nothing_ends()
    {
        (rig.Options.Concurrency, rig.Options.TargetLeaseWork, rig.Options.UnstartedAfter) = (8, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(250));
        bool hangs = false;
        bool lasts = true;
        TestTask task = rig.Module.Task("T", async _ =>
        {
            if (hangs)
            {
                await finish.Task;
            }
            else if (lasts)
            {
                rig.Time.Advance(TimeSpan.FromMilliseconds(1));
            }
        });
        await StartIdleAsync();
        for (int i = 0; i < 10; i++)
        {
            await rig.Client.Delay(task.Call());
            await rig.Until(rig.Broker.NextAsync());
        }

        lasts = false;
        await SendAsync(4);
        for (int i = 0; i < 4; i++)
        {
            await rig.Until(rig.Broker.NextAsync());
        }

        // More than half of the slots in one lease: none is taken while these wait to be started.
        hangs = true;
        await SendAsync(5);
        await rig.Until(() => rig.Worker.Running == 5);
        await SendAsync(3);

        await rig.Until(() => rig.Worker.Running == 8);

        Task SendAsync(int count) => rig.Client.DelayMany(Enumerable.Range(0, count).Select(_ => task.Call()));
    }

    [Fact]
    public async Task A_worker_that_stops_passes_on_what_it_is_woken_for()
    {
        TestTask task = rig.Module.Task("T", async _ => await finish.Task);
        await StartIdleAsync();
        await rig.Client.Delay(task.Call());
        await rig.Until(() => rig.Worker.Running == 1);
        Task stopping = rig.Worker.StopAsync();
        await rig.Until(() => rig.Broker.Takes.Count > 1);
        var woken = new TaskCompletionSource();
        await using IAsyncDisposable other = await rig.Memory.ListenAsync("other", () => woken.TrySetResult());
        await EnterIdleAsync(rig.Worker.Session);
        await EnterIdleAsync("other");

        await rig.Client.Delay(task.Call());

        await WorkerRig.Soon(woken.Task);
        finish.SetResult();
        await rig.Until(stopping);

        async Task EnterIdleAsync(string session) => Assert.Null(await rig.Memory.TakeAsync(
            new TakeRequest(new LeaseId(session, 1000), [Lane.Of("default")], 1, 1000, TimeSpan.FromSeconds(15)) { IdleOn = ["default"] }));
    }

    [Fact]
    public async Task A_drain_of_quick_tasks_takes_ever_more_at_once_and_settles_them_together()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        await rig.Client.DelayMany(Enumerable.Range(0, 4000).Select(_ => task.Call()));
        await rig.StartAsync();
        for (int i = 0; i < 4000; i++)
        {
            // The clock stands still: a step of it while one runs would teach that they are slow.
            await WorkerRig.Soon(rig.Broker.NextAsync());
        }

        Assert.Equal(500, rig.Broker.Takes.Max(take => take.MaxItems));
        Assert.True(rig.Broker.SettleCalls.Count < 200, $"{rig.Broker.SettleCalls.Count} calls");
    }

    [Fact]
    public async Task A_task_stuck_behind_a_blocking_one_is_started_by_another_loop()
    {
        rig.Options.UnstartedAfter = TimeSpan.FromMilliseconds(250);
        using var unblock = new ManualResetEventSlim();
        int runs = 0;
        TestTask task = rig.Module.Task("T", _ =>
        {
            if (Interlocked.Increment(ref runs) == 7)
            {
                unblock.Wait();
            }
        });
        rig.Build();
        await rig.Client.DelayMany(Enumerable.Range(0, 9).Select(_ => task.Call()));
        await rig.StartAsync();

        for (int i = 0; i < 8; i++)
        {
            await rig.Until(rig.Broker.NextAsync());
        }

        unblock.Set();
        await rig.Until(rig.Broker.NextAsync());
    }

    [Fact]
    public async Task What_cannot_start_in_time_goes_back_for_others()
    {
        rig.Options.Concurrency = 1;
        rig.Options.UnstartedAfter = TimeSpan.FromMilliseconds(250);
        using var unblock = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int runs = 0;
        TestTask task = rig.Module.Task("T", _ =>
        {
            if (Interlocked.Increment(ref runs) == 7)
            {
                blocked.SetResult();
                unblock.Wait();
            }
        });
        rig.Build();
        await rig.Client.DelayMany(Enumerable.Range(0, 9).Select(_ => task.Call()));
        await rig.StartAsync();

        // The clock stands still until then: what took time by it would be taken one by one.
        await WorkerRig.Soon(blocked.Task);
        await rig.Until(() => rig.Broker.SettleCalls.SelectMany(call => call).Count(settlement => settlement is ReleaseSettlement) == 2, 50);

        Assert.Equal((2, 1), (await rig.Memory.CountAsync()) is [var counts] ? (counts.Ready, counts.Taken) : default);
        unblock.Set();
        await rig.Until(() => Volatile.Read(ref runs) == 9);
    }

    [Fact]
    public async Task While_the_broker_is_down_it_tries_again_and_goes_on_by_itself()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        await rig.Client.Delay(task.Call());
        rig.Broker.Down = true;
        await rig.StartAsync();
        await rig.Until(() => rig.Broker.Takes.Count >= 5, 500);
        rig.Broker.Down = false;

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 500));
    }

    [Fact]
    public async Task A_take_whose_reply_was_lost_is_sent_again_under_its_lease_id_and_nothing_runs_twice()
    {
        int runs = 0;
        TestTask task = rig.Module.Task("T", _ => Interlocked.Increment(ref runs));
        rig.Build();
        await rig.Client.Delay(task.Call());
        bool lost = false;
        rig.Broker.AfterTake = () =>
        {
            if (!lost)
            {
                lost = true;
                throw new BrokerUnavailableException("The reply was lost.");
            }
        };
        await rig.StartAsync();

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 50));
        TakeRequest[] takes = [.. rig.Broker.Takes];
        Assert.Equal(takes[0].Lease, takes[1].Lease);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task What_a_take_sent_ahead_brings_starts_behind_what_the_one_before_it_brings()
    {
        const int Count = 200;
        rig.Options.Concurrency = 1;
        var ran = new ConcurrentQueue<TaskId>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TestTask task = rig.Module.Task("T", context =>
        {
            ran.Enqueue(context.Id);
            if (ran.Count == Count)
            {
                all.SetResult();
            }
        });
        rig.Build();
        IReadOnlyList<TaskHandle> sent = await rig.Client.DelayMany(Enumerable.Range(0, Count).Select(_ => task.Call()));
        var following = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int several = 0;
        rig.Broker.HoldReply = take =>
        {
            switch (take.MaxItems > 1 ? ++several : 0)
            {
                case 0:
                    return Task.CompletedTask;
                case 1:
                    // By the clock it is under way for longer than its tasks will run: others are sent ahead from now on.
                    rig.Time.Advance(TimeSpan.FromMilliseconds(1));
                    return Task.CompletedTask;
                case 2:
                    return following.Task;
                default:
                    following.TrySetResult();
                    return Task.CompletedTask;
            }
        };
        await rig.StartAsync();
        await WorkerRig.Soon(all.Task);

        Assert.True(several > 2);
        Assert.Equal(sent.Select(static handle => handle.Id), ran);
    }

    /// <summary>Until its first take has found nothing.</summary>
    private async Task StartIdleAsync()
    {
        int answers = 0;
        rig.Build();
        rig.Broker.AfterTake = () => Interlocked.Increment(ref answers);
        await rig.StartAsync();
        await WorkerRig.Soon(WorkerRig.WaitFor(() => Volatile.Read(ref answers) > 0));
    }
}
