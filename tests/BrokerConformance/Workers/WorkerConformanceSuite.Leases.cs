using System.Collections.Concurrent;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance.Workers;

/// <content>The rows and promises about leases: renewed, lost, lapsed, given back.</content>
public abstract partial class WorkerConformanceSuite
{
    [Fact, Promise("G2")]
    public async Task A_handler_that_runs_for_many_lease_lengths_keeps_its_lease()
    {
        TimeSpan leaseTime = TimeSpan.FromSeconds(15);
        (ConformanceWorker worker, _, CancellationToken token) = await StartBlockedAsync(w => w.Options.LeaseTime = leaseTime);
        RescueRequest rescue = Rescue with { LeaseTime = leaseTime };

        // As many renewals, one a second, as four leases are long; rescuers tick all the while.
        for (int renewal = 1; renewal <= 60; renewal++)
        {
            Task renewed = worker.Broker.RenewedAsync(renewal);
            for (int step = 0; !renewed.IsCompleted; step++)
            {
                // The keeper's thread has its turn before the next step, so that a slow machine does not cost the lease.
                Assert.True(step < 140, "The lease keeper does not renew.");
                await PassAsync(TimeSpan.FromMilliseconds(100));
                await Task.WhenAny(renewed, Task.Delay(step < 10 ? 1 : 250));
            }

            Assert.Equal(0, (await Fixture.RescueAsync(rescue)).Leases);
        }

        Assert.False(token.IsCancellationRequested);
        unblock.SetResult();
        await NextAsync<CompleteSettlement>(worker);
        await AssertCountsAsync();
    }

    [Fact, Promise("G1", "G2")]
    public async Task What_a_killed_worker_ran_runs_again_elsewhere()
    {
        (ConformanceWorker killed, TaskId id, _) = await StartBlockedAsync();
        await killed.Broker.KillAsync();
        Assert.Equal(new RescueReport(1, 1, 0), await RescueTheDeadAsync());

        TaskId ran = default;
        (ConformanceWorker second, _) = await StartAsync(context => ran = context.Id);
        await NextAsync<CompleteSettlement>(second);

        Assert.Equal(id, ran);
        await AssertCountsAsync();
    }

    [Fact, Promise("G2", "G3")]
    public async Task A_worker_that_lost_its_lease_writes_nothing()
    {
        (ConformanceWorker cutOff, _, CancellationToken token) = await StartBlockedAsync();
        await cutOff.Broker.KillAsync();
        await RescueTheDeadAsync();
        (ConformanceWorker second, _) = await StartAsync(context => throw context.Snooze(TimeSpan.FromHours(5)));
        await NextAsync<RetrySettlement>(second);
        await AssertCountsAsync(scheduled: 1);

        // It is back: the first renewal tells it, its handler is cancelled, and what it returns is too late.
        cutOff.Broker.Down = false;
        await UntilAsync(CancelledAsync(token), TimeSpan.FromSeconds(1));
        unblock.SetResult();
        await UntilAsync(cutOff.Worker.StopAsync());

        Assert.False(cutOff.Broker.TryNext(out _));
        await AssertCountsAsync(scheduled: 1);
    }

    [Fact, Promise("G2", "G3")]
    public async Task A_settlement_that_comes_after_the_rescue_writes_nothing()
    {
        (ConformanceWorker cutOff, _, _) = await StartBlockedAsync();
        await cutOff.Broker.KillAsync();
        await RescueTheDeadAsync();
        await AssertCountsAsync(ready: 1);

        // It learns of its loss from the settlement itself: no renewal comes first.
        cutOff.Broker.LinkDown = true;
        cutOff.Broker.BeforeTake = () => throw new BrokerUnavailableException("It is to settle, not to take.");
        cutOff.Broker.Down = false;
        unblock.SetResult();
        await UntilAsync(() => ValueTask.FromResult(!cutOff.Broker.SettleCalls.IsEmpty));

        Assert.False(cutOff.Broker.TryNext(out _));
        await AssertCountsAsync(ready: 1);
    }

    [Fact, Promise("G5", "G6")]
    public async Task Poison_is_buried_alone_by_the_rescuer_and_its_lease_mates_run()
    {
        const int Count = 60;
        const int Guilty = 30;
        TestTask task = new TestModule().Task("T", _ => { });
        IReadOnlyList<TaskHandle> sent = await Client.DelayMany(Enumerable.Range(0, Count).Select(_ => task.Call()));
        TaskId poison = sent[Guilty].Id;
        var ran = new ConcurrentBag<TaskId>();
        int deaths = 0;
        while (true)
        {
            // One after the other, in their order; thirty quick ones teach it to take several under one lease.
            TaskCompletionSource died = Source();
            ConformanceWorker worker = NewWorker();
            worker.Options.Concurrency = 1;
            worker.Module.Task("T", async invocation =>
            {
                if (invocation.Context.Id == poison)
                {
                    await worker.Broker.KillAsync();
                    died.SetResult();
                    await unblock.Task;
                }
                else
                {
                    ran.Add(invocation.Context.Id);
                }
            });
            await worker.StartAsync();
            await UntilAsync(async () => died.Task.IsCompleted || (ran.Count >= Count - 1 && await Broker.GetBuriedAsync(poison) is not null));
            if (!died.Task.IsCompleted)
            {
                break;
            }

            Assert.InRange(++deaths, 1, 4);
            RescueReport report = await RescueTheDeadAsync();

            // The first time it has mates, and who is guilty is not known; from then on it is alone.
            Assert.Equal(deaths == 1, report.Rescued > 1);
            Assert.Equal(deaths == 4 ? 1 : 0, report.Buried);
        }

        Assert.Equal(4, deaths);

        // One that had just run under the poisoned lease, and was not settled yet, may have run again.
        Assert.Equal(sent.Select(handle => handle.Id).Where(id => id != poison).Order(), ran.Distinct().Order());
        await AssertBuriedAsync(poison, BuryReason.Poison, attempts: 0);
    }

    [Fact, Promise("G4")]
    public async Task A_stop_lets_handlers_finish_and_they_are_completed()
    {
        (ConformanceWorker worker, _, CancellationToken token) = await StartBlockedAsync();

        Task stopped = worker.Worker.StopAsync();
        unblock.SetResult();
        await UntilAsync(stopped);

        Assert.False(token.IsCancellationRequested);
        await NextAsync<CompleteSettlement>(worker);
        await AssertCountsAsync();
    }

    [Fact, Promise("G4")]
    public async Task A_handler_cut_off_by_a_stop_is_released_and_spends_no_attempt()
    {
        TaskCompletionSource started = Source();
        ConformanceWorker first = NewWorker();
        TestTask task = first.Module.Task("T", async invocation =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
        });
        await first.StartAsync();
        await Client.Delay(task.Call());
        await UntilAsync(started.Task);

        await UntilAsync(first.Worker.StopAsync(), TimeSpan.FromSeconds(5));
        await NextAsync<ReleaseSettlement>(first);
        await AssertCountsAsync(ready: 1);

        int attempt = 0;
        (ConformanceWorker second, _) = await StartAsync(context => attempt = context.Attempt);
        await NextAsync<CompleteSettlement>(second);
        Assert.Equal(1, attempt);
    }

    [Fact, Promise("G4")]
    public async Task What_did_not_start_goes_back_in_its_order_while_handlers_finish()
    {
        const int Quick = 6;
        const int Count = 20;
        TaskCompletionSource started = Source();
        ConformanceWorker first = NewWorker();
        first.Options.Concurrency = 1;
        int runs = 0;
        TestTask task = first.Module.Task("T", async _ =>
        {
            if (Interlocked.Increment(ref runs) > Quick)
            {
                started.SetResult();
                await unblock.Task;
            }
        });
        IReadOnlyList<TaskHandle> sent = await Client.DelayMany(Enumerable.Range(0, Count).Select(_ => task.Call()));
        await first.StartAsync();
        await UntilAsync(started.Task);

        Task stopped = first.Worker.StopAsync();
        unblock.SetResult();
        await UntilAsync(stopped);
        await AssertCountsAsync(ready: Count - Quick - 1);

        var ran = new ConcurrentQueue<TaskId>();
        var all = Source();
        ConformanceWorker second = NewWorker();
        second.Options.Concurrency = 1;
        second.Module.Task("T", context =>
        {
            ran.Enqueue(context.Id);
            if (ran.Count == Count - Quick - 1)
            {
                all.SetResult();
            }
        });
        await second.StartAsync();
        await UntilAsync(all.Task);
        Assert.Equal(sent.Skip(Quick + 1).Select(handle => handle.Id), ran);
    }

    [Fact, Promise("G4")]
    public async Task A_handler_that_ignores_the_stop_keeps_its_lease_and_its_rescue_counts_nothing()
    {
        (ConformanceWorker stubborn, TaskId id, CancellationToken token) = await StartBlockedAsync();
        await UntilAsync(stubborn.Worker.StopAsync(), TimeSpan.FromSeconds(5));
        Assert.True(token.IsCancellationRequested);
        await AssertCountsAsync(taken: 1);

        // Its process ends.
        await stubborn.Broker.KillAsync();
        Assert.Equal(new RescueReport(1, 1, 0), await RescueTheDeadAsync());
        int attempt = 0;
        (ConformanceWorker second, _) = await StartAsync(context => attempt = context.Id == id ? context.Attempt : -1);
        await NextAsync<CompleteSettlement>(second);

        Assert.Equal(1, attempt);
    }

    /// <summary>Nobody hears of the dead for long enough; then a rescuer ticks.</summary>
    private async Task<RescueReport> RescueTheDeadAsync()
    {
        await PassAsync(Silence);
        return await Fixture.RescueAsync(Rescue);
    }

    private static async Task CancelledAsync(CancellationToken token)
    {
        TaskCompletionSource cancelled = Source();
        using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
