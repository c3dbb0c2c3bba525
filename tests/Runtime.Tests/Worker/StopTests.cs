using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>Stopping is clean (G4).</summary>
public sealed class StopTests : IAsyncDisposable
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
    [Promise("G4")]
    public async Task Handlers_may_finish_and_are_completed()
    {
        await StartOneAsync(async _ =>
        {
            started.SetResult();
            await finish.Task;
        });
        await WorkerRig.Soon(started.Task);

        Task stopped = rig.Worker.StopAsync();
        finish.SetResult();
        await rig.Until(stopped);

        Assert.True(rig.Broker.TryNext(out Settlement? written));
        Assert.IsType<CompleteSettlement>(written);
    }

    [Fact]
    [Promise("G4")]
    public async Task After_the_deadline_handlers_are_cancelled_and_released_and_no_attempt_is_spent()
    {
        await StartOneAsync(async invocation =>
        {
            invocation.CancellationToken.Register(cancelled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
        });
        await WorkerRig.Soon(started.Task);

        await StopAtItsDeadlineAsync();

        Assert.True(rig.Broker.TryNext(out Settlement? written));
        Assert.IsType<ReleaseSettlement>(written);
        Assert.Equal(0, (await TakeBackAsync()).Span[2]);
    }

    [Fact]
    [Promise("G4")]
    public async Task The_hosts_deadline_ends_the_handlers_time_sooner()
    {
        await StartOneAsync(async invocation =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
        });
        await WorkerRig.Soon(started.Task);

        await WorkerRig.Soon(rig.Worker.StopAsync(new CancellationToken(canceled: true)));

        Assert.True(rig.Broker.TryNext(out Settlement? written));
        Assert.IsType<ReleaseSettlement>(written);
    }

    [Fact]
    [Promise("G4")]
    public async Task Whatever_a_cancelled_handler_throws_spends_no_attempt()
    {
        await StartOneAsync(async invocation =>
        {
            invocation.CancellationToken.Register(cancelled.SetResult);
            started.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new IOException("the connection was closed");
            }
        });
        await WorkerRig.Soon(started.Task);

        await StopAtItsDeadlineAsync();

        Assert.True(rig.Broker.TryNext(out Settlement? written));
        Assert.IsType<ReleaseSettlement>(written);
    }

    [Fact]
    [Promise("G4")]
    public async Task A_handler_that_ignores_its_token_keeps_its_lease_and_is_settled_when_it_ends_after_all()
    {
        await StartOneAsync(async _ =>
        {
            started.SetResult();
            await finish.Task;
        });
        await WorkerRig.Soon(started.Task);
        await rig.Until(rig.Worker.StopAsync(), 1000);
        Assert.False(rig.Broker.TryNext(out _));
        int renewals = rig.Broker.Renewals.Count;

        await rig.Until(() => rig.Broker.Renewals.Count > renewals + 20, 100);
        finish.SetResult();

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
    }

    [Fact]
    [Promise("G4")]
    public async Task What_did_not_start_goes_back_at_once_while_handlers_finish()
    {
        rig.Options.Concurrency = 1;
        int runs = 0;
        TestTask task = rig.Module.Task("T", async _ =>
        {
            // Six quick ones teach it to take several; the seventh blocks.
            if (Interlocked.Increment(ref runs) == 7)
            {
                started.SetResult();
                await finish.Task;
            }
        });
        rig.Build();
        await rig.Client.DelayMany(Enumerable.Range(0, 20).Select(_ => task.Call()));
        await rig.StartAsync();
        await WorkerRig.Soon(started.Task);

        Task stopped = rig.Worker.StopAsync();
        await rig.Until(() => Released() > 0);
        Assert.False(stopped.IsCompleted);
        finish.SetResult();
        await rig.Until(stopped);

        QueueCounts counts = Assert.Single(await rig.Memory.CountAsync());
        Assert.Equal((13, 0), (counts.Ready, counts.Taken));
        Assert.Equal(7, runs);
    }

    [Fact]
    public async Task It_takes_nothing_after_a_stop()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        await rig.StartAsync();
        await rig.Until(rig.Worker.StopAsync());
        await rig.Client.Delay(task.Call());
        int takes = rig.Broker.Takes.Count;

        rig.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(takes, rig.Broker.Takes.Count);
        Assert.Equal(1, Assert.Single(await rig.Memory.CountAsync()).Ready);
    }

    // The clock moves until handlers are cancelled and then stands still, so that they may be as slow as they like to notice.
    private async Task StopAtItsDeadlineAsync()
    {
        Task stopped = rig.Worker.StopAsync();
        await rig.Until(cancelled.Task, 1000);
        await WorkerRig.Soon(stopped);
    }

    private int Released() => rig.Broker.SettleCalls.SelectMany(call => call).OfType<ReleaseSettlement>().Count();

    private async Task StartOneAsync(Func<TypedTasks.Dispatch.TaskInvocation, Task> handler)
    {
        TestTask task = rig.Module.Task("T", invocation => new ValueTask(handler(invocation)));
        rig.Build();
        await rig.Client.Delay(task.Call());
        await rig.StartAsync();
    }

    private async Task<ReadOnlyMemory<byte>> TakeBackAsync()
    {
        Lease? lease = await rig.Memory.TakeAsync(new TakeRequest(new LeaseId("test", 1), [Lane.Of("default")], 1, 1024, TimeSpan.FromMinutes(1)));
        return Assert.Single(lease!.Envelopes);
    }
}
