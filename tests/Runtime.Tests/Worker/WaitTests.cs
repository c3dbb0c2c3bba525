using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>How a worker waits in an empty lease.</summary>
public sealed class WaitTests : IAsyncDisposable
{
    private readonly WorkerRig rig;
    private WaitingBroker broker = null!;

    public WaitTests() => rig = new WorkerRig(memory => broker = new WaitingBroker(memory));

    public async ValueTask DisposeAsync()
    {
        await rig.DisposeAsync();
        Assert.True(broker.IsDisposed);
    }

    [Fact]
    public async Task What_comes_starts_on_the_thread_that_waited()
    {
        Thread? ranOn = null;
        TestTask task = rig.Module.Task("T", _ => Volatile.Write(ref ranOn, Thread.CurrentThread));
        await StartDeafAsync();

        // A slot loop that has not come to rest yet may be first.
        for (int waits = 1; !ReferenceEquals(Volatile.Read(ref ranOn), broker.Thread); waits++)
        {
            await UntilWaitsAsync(waits);
            await rig.Client.Delay(task.Call());
            broker.Come();
            Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        }
    }

    [Fact]
    public async Task A_handler_that_blocks_that_thread_keeps_nothing_else_from_running()
    {
        using var unblock = new ManualResetEventSlim();
        int blocked = 0;
        TestTask task = rig.Module.Task("T", _ =>
        {
            if (ReferenceEquals(Thread.CurrentThread, broker.Thread) && Interlocked.Exchange(ref blocked, 1) == 0)
            {
                unblock.Wait();
            }
        });
        await StartDeafAsync();
        int waits = 0;
        while (Volatile.Read(ref blocked) == 0)
        {
            await UntilWaitsAsync(++waits);
            await rig.Client.Delay(task.Call());
            broker.Come();
            await WorkerRig.Soon(WorkerRig.WaitFor(() => Volatile.Read(ref blocked) == 1 || rig.Broker.TryNext(out Settlement? _)));
        }

        broker.IsDeaf = false;

        // Twice: the second is sent while nobody waits in an empty lease, though one was left.
        for (int i = 0; i < 2; i++)
        {
            await rig.Client.Delay(task.Call());
            Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
        }

        Assert.Equal(waits, broker.Waits.Count);
        unblock.Set();
        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
        await rig.Until(() => broker.Waits.Count > waits);
    }

    [Fact]
    public async Task A_task_of_another_lane_is_taken_beside_the_wait()
    {
        rig.Options.Queues("default", "other");
        rig.Module.Task("T", _ => { });
        await rig.StartAsync();
        await UntilWaitsAsync(1);

        await rig.EnqueueAsync(rig.Envelope("T"), Lane.Of("other", 3));

        Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        Assert.Equal(0, broker.Interrupted);
        broker.Pass();
        await UntilWaitsAsync(2);
        Assert.Equal([Lane.Of("default"), Lane.Of("other", 3)], broker.Waits.Select(static wait => wait.Lane));
    }

    [Fact]
    public async Task A_worker_that_is_filled_from_other_lanes_waits_no_longer()
    {
        rig.Options.Queues("default", "other");
        rig.Options.Concurrency = 2;
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Module.Task("T", async _ => await finish.Task);
        await rig.StartAsync();
        await UntilWaitsAsync(1);

        for (int running = 1; running <= 2; running++)
        {
            Assert.Equal(0, broker.Interrupted);
            await rig.EnqueueAsync(rig.Envelope("T"), Lane.Of("other"));
            await rig.Until(() => rig.Worker.Running == running);
        }

        await WorkerRig.Soon(WorkerRig.WaitFor(() => broker.Interrupted == 1));
        finish.SetResult();
        await WorkerRig.Soon(WorkerRig.WaitFor(() => broker.Closed.Count == 1));
    }

    [Fact]
    public async Task A_worker_with_one_slot_waits_for_wake_ups_and_never_for_one_lane()
    {
        rig.Options.Concurrency = 1;
        TestTask task = rig.Module.Task("T", _ => { });
        await rig.StartAsync();
        await WorkerRig.Soon(WorkerRig.WaitFor(() => !rig.Broker.Takes.IsEmpty));

        await rig.Client.Delay(task.Call());

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
        Assert.Empty(broker.Waits);
    }

    [Fact]
    public async Task What_nothing_came_into_is_replaced_by_the_next_take()
    {
        await rig.StartAsync();
        await UntilWaitsAsync(1);

        broker.Pass();
        await UntilWaitsAsync(2);

        Assert.Equal([null, broker.Waits.First().Id], rig.Broker.Takes.Select(static take => take.Replaces?.Id));
        Assert.Empty(broker.Closed);
    }

    [Fact]
    public async Task G1_what_came_though_the_answer_was_lost_runs()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        await StartDeafAsync();

        await rig.Client.Delay(task.Call());
        broker.ComeUnheard();

        Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        await UntilWaitsAsync(2);
        Assert.Equal(broker.Waits.First(), Assert.Single(broker.Closed));
        Assert.All(rig.Broker.Takes, static take => Assert.Null(take.Replaces));
    }

    [Fact]
    public async Task G2_what_comes_after_the_process_stood_still_for_longer_than_its_lease_is_asked_for_first()
    {
        bool ran = false;
        TestTask task = rig.Module.Task("T", _ => ran = true);
        await StartDeafAsync();

        await rig.Client.Delay(task.Call());
        broker.Come(beforeItIsHeard: () => rig.Time.Advance(rig.Options.LeaseTime));

        await WorkerRig.Soon(WorkerRig.WaitFor(() => broker.Closed.Count == 1));
        Assert.False(ran);
    }

    [Fact]
    public async Task A_broken_wait_is_begun_again()
    {
        await rig.StartAsync();
        await UntilWaitsAsync(1);

        broker.Break();
        await UntilWaitsAsync(2);

        Assert.Single(broker.Closed);
    }

    [Fact]
    public async Task After_waits_that_break_one_after_the_other_it_goes_without_and_is_woken_as_ever()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        await rig.StartAsync();
        for (int i = 1; i <= 2; i++)
        {
            await UntilWaitsAsync(i);
            broker.Break();
        }

        await WorkerRig.Soon(WorkerRig.WaitFor(() => broker.Closed.Count == 2));
        await rig.Client.Delay(task.Call());
        Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        Assert.Equal(2, broker.Waits.Count);

        await rig.Until(() => broker.Waits.Count == 3, 100);
    }

    [Fact]
    public async Task While_it_waits_it_looks_into_the_other_lanes_as_ever()
    {
        await rig.StartAsync();
        await UntilWaitsAsync(1);
        int takes = rig.Broker.Takes.Count;

        await rig.Until(() => rig.Broker.Takes.Count > takes + 2, 100);

        Assert.Single(broker.Waits);
        Assert.Equal(0, broker.Interrupted);
    }

    [Fact]
    public async Task G4_a_stop_ends_the_wait_and_closes_its_lease()
    {
        await rig.StartAsync();
        await UntilWaitsAsync(1);

        await WorkerRig.Soon(rig.Worker.StopAsync());

        Assert.Equal(1, broker.Interrupted);
        Assert.Equal(broker.Waits.First(), Assert.Single(broker.Closed));
    }

    [Fact]
    public async Task Where_the_broker_has_refused_it_waits_for_wake_ups()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        broker.IsUsable = false;
        await rig.StartAsync();
        await WorkerRig.Soon(WorkerRig.WaitFor(() => !rig.Broker.Takes.IsEmpty));

        await rig.Client.Delay(task.Call());

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
        Assert.Empty(broker.Waits);
        Assert.All(rig.Broker.Takes, static take => Assert.Null(take.WaitIn));
    }

    [Fact]
    public async Task Whoever_drains_a_queue_leaves_no_empty_leases()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        await rig.Client.DelayMany(Enumerable.Range(0, 4000).Select(_ => task.Call()));
        await rig.StartAsync();
        for (int i = 0; i < 4000; i++)
        {
            await WorkerRig.Soon(rig.Broker.NextAsync());
        }

        await rig.Until(() => !broker.Waits.IsEmpty);
        Assert.All(
            broker.Takes.Zip(broker.Takes.Skip(1)).Where(static pair => pair.First.Brought >= 8),
            static pair => Assert.False(pair.Second.Waits));
        Assert.Contains(broker.Takes, static take => take.Brought >= 8);
    }

    private async Task StartDeafAsync()
    {
        broker.IsDeaf = true;
        await rig.StartAsync();
        await UntilWaitsAsync(1);
    }

    private Task UntilWaitsAsync(int count) => WorkerRig.Soon(WorkerRig.WaitFor(() => broker.Waits.Count >= count));
}
