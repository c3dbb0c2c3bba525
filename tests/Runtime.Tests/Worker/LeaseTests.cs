using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>A live task is not run twice (G2): renewal, loss, and who may rescue.</summary>
public sealed class LeaseTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync()
    {
        finish.TrySetResult();
        return rig.DisposeAsync();
    }

    [Fact]
    [Promise("G2")]
    public async Task A_long_task_is_renewed_for_as_long_as_it_runs()
    {
        await StartOneAsync();
        await rig.Until(() => rig.Broker.Renewals.Count >= 60, 100);
        Assert.Equal(1, Assert.Single(await rig.Memory.CountAsync()).Taken);
        finish.SetResult();

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
    }

    [Fact]
    [Promise("G2")]
    public async Task When_the_broker_says_that_the_lease_is_gone_the_handler_is_cancelled_and_nothing_is_written()
    {
        await StartOneAsync();

        rig.Broker.AllLeasesGone = true;
        await rig.Until(cancelled.Task, 100);
        rig.Broker.AllLeasesGone = false;
        finish.SetResult();
        await rig.Until(() => rig.Worker.Running == 0);

        await rig.Until(rig.Worker.StopAsync(), 100);
        Assert.Empty(rig.Broker.SettleCalls);
    }

    [Fact]
    [Promise("G2")]
    public async Task Without_a_confirmed_renewal_for_a_lease_length_the_handler_is_cancelled()
    {
        await StartOneAsync();
        DateTimeOffset start = rig.Time.GetUtcNow();

        rig.Broker.LinkDown = true;
        await rig.Until(() => !rig.Worker.RenewsLeases, 100);
        Assert.False(cancelled.Task.IsCompleted, "The health check tells of it before the handler is cancelled.");
        await rig.Until(cancelled.Task, 100);

        Assert.InRange((rig.Time.GetUtcNow() - start).TotalSeconds, 13, 60);
        finish.SetResult();
        await rig.Until(() => rig.Worker.Running == 0);
        Assert.Empty(rig.Broker.SettleCalls);
    }

    [Fact]
    [Promise("G2")]
    public async Task A_worker_that_cannot_renew_does_not_rescue()
    {
        await StartOneAsync();
        rig.Broker.LinkDown = true;
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        int rescues = rig.Broker.Rescues.Count;
        DateTimeOffset later = rig.Time.GetUtcNow() + TimeSpan.FromSeconds(5);
        await rig.Until(() => rig.Time.GetUtcNow() >= later, 250);
        Assert.InRange(rig.Broker.Rescues.Count, rescues, rescues + 1);
        rescues = rig.Broker.Rescues.Count;
        rig.Broker.LinkDown = false;

        await rig.Until(() => rig.Broker.Rescues.Count > rescues, 100);
    }

    [Fact]
    public async Task What_was_not_started_under_a_lost_lease_does_not_start()
    {
        rig.Options.Concurrency = 1;
        int runs = 0;
        TestTask task = rig.Module.Task("T", async _ =>
        {
            if (Interlocked.Increment(ref runs) == 7)
            {
                started.SetResult();
                await finish.Task;
            }
        });
        rig.Build();
        await rig.Client.DelayMany(Enumerable.Range(0, 9).Select(_ => task.Call()));
        await rig.StartAsync();
        await WorkerRig.Soon(started.Task);

        Assert.Equal(2, rig.Worker.Unstarted);
        rig.Broker.AllLeasesGone = true;
        await rig.Until(() => rig.Worker.Unstarted == 0, 100);
        Assert.Equal(7, runs);
        rig.Broker.AllLeasesGone = false;
        finish.SetResult();
        await rig.Until(() => rig.Worker.Running == 0);

        Assert.Equal(7, runs);
    }

    [Fact]
    public async Task A_settlement_waits_for_the_broker_to_come_back()
    {
        await StartOneAsync();
        rig.Broker.Down = true;
        finish.SetResult();
        await rig.Until(() => rig.Worker.Running == 0);
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Empty(rig.Broker.SettleCalls);
        rig.Broker.Down = false;

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 50));
    }

    [Fact]
    [Promise("G2")]
    public async Task Renewals_go_on_while_every_thread_of_the_pool_is_blocked()
    {
        // Not disposed: items that are still queued when this test ends wait on it then, each for no time.
        var unblock = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out int workers, out _);
        await StartOneAsync();
        int renewals = rig.Broker.Renewals.Count;

        // Far more blocked items than threads: what needs the pool now waits for minutes.
        using var renewed = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(workers * 8);
        rig.Broker.AfterRenewal = () =>
        {
            if (rig.Broker.Renewals.Count > renewals + 5)
            {
                renewed.Set();
            }
        };
        var own = new Thread(() =>
        {
            for (int i = 0; i < workers * 8; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        unblock.Wait();
                        blocked.Signal();
                    },
                    null);
            }

            // The test's own thread moves the clock; nothing here needs the pool.
            for (int i = 0; i < 60_000 && !renewed.IsSet; i++)
            {
                rig.Time.Advance(TimeSpan.FromMilliseconds(200));
                renewed.Wait(1);
            }

            // What waits on the event must be gone before the event is.
            unblock.Set();
            blocked.Wait();
        });
        own.Start();
        own.Join();

        Assert.True(renewed.IsSet);
        Assert.False(cancelled.Task.IsCompleted);
    }

    private async Task StartOneAsync()
    {
        TestTask task = rig.Module.Task("T", async invocation =>
        {
            invocation.CancellationToken.Register(() => cancelled.TrySetResult());
            started.SetResult();
            await finish.Task;
        });
        rig.Build();
        await rig.Client.Delay(task.Call());
        await rig.StartAsync();
        await WorkerRig.Soon(started.Task);
    }
}
