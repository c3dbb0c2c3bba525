using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Telemetry;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>Nothing makes a worker sleep while work waits, or lose a slot.</summary>
public sealed class LivenessTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_wake_up_that_comes_while_it_enters_the_idle_list_makes_it_enter_again()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        var broker = new IdleBroker(rig.Broker);
        broker.AfterFirstEntry = () => rig.Client.Delay(task.Call());
        await using var worker = new TaskWorker(
            broker, new DispatchTable([rig.Module]), rig.Options, rig.Overrides, rig.Scheduler, new ServiceCollection().BuildServiceProvider(), rig.Loggers);
        await worker.StartAsync();
        Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        await WorkerRig.Soon(Holds(() => broker.Entries == 2));

        // The clock stands still: no poll will find this.
        await rig.Client.Delay(task.Call());
        Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        await rig.Until(worker.StopAsync(), 100);
    }

    [Fact]
    public async Task A_take_that_finds_nothing_is_the_last_before_the_next_wake_up()
    {
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        var broker = new IdleBroker(rig.Broker);
        await using var worker = new TaskWorker(
            broker, new DispatchTable([rig.Module]), rig.Options, rig.Overrides, rig.Scheduler, new ServiceCollection().BuildServiceProvider(), rig.Loggers);
        await worker.StartAsync();
        for (int sent = 0; sent < 3; sent++)
        {
            // The clock stands still: nothing but a wake-up ends its sleep.
            await WorkerRig.Soon(Holds(() => broker.Entries == sent + 1));
            await rig.Client.Delay(task.Call());
            Assert.IsType<CompleteSettlement>(await WorkerRig.Soon(rig.Broker.NextAsync()));
        }

        await WorkerRig.Soon(Holds(() => broker.Entries == 4));
        Assert.Equal([false, true, false, true, false, true, false], broker.Found);
        await rig.Until(worker.StopAsync(), 100);
    }

    [Fact]
    public async Task What_went_back_unstarted_makes_room_although_nothing_runs_that_could_say_so()
    {
        rig.Options.UnstartedAfter = TimeSpan.FromMilliseconds(250);
        rig.Options.MaxLease = 200;
        rig.Module.Task("T", _ => { });
        for (int i = 0; i < 500; i++)
        {
            await rig.EnqueueAsync(rig.Envelope("T"));
        }

        // No executor: what was taken starts as late as in a process that was paused.
        var leases = new HeldLeases();
        var ready = new ReadySlots();
        var sizing = new LeaseSizing(1, rig.Options);
        sizing.See(0);
        sizing.Learn(0, TimeSpan.Zero);
        sizing.Took(200);
        using var completer = new Completer(rig.Broker, leases, ready, rig.Options, rig.Scheduler, NullLogger.Instance);
        using var watch = new UnstartedWatch(ready, leases, completer, sizing, rig.Options, rig.Scheduler, NullLogger.Instance);
        var fetch = new FetchLoop(rig.Broker, "session", leases, ready, sizing, completer, watch, rig.Options, rig.Scheduler, NullLogger.Instance);
        Task fetching = fetch.Start();
        // One lease to run and one behind it.
        await WorkerRig.Soon(Holds(() => ready.Unstarted == 400));

        await rig.Until(() => rig.Broker.Takes.Count > 2, 50);

        fetch.Stop();
        await rig.Until(fetching);
    }

    [Fact]
    [Promise("G1")]
    public async Task A_log_that_throws_costs_neither_a_slot_nor_a_settlement()
    {
        rig.Options.Concurrency = 1;
        rig.Loggers = new BrokenLoggers();
        TestTask bad = rig.Module.Task("Bad", _ => throw new SilentException());
        TestTask good = rig.Module.Task("Good", _ => { });
        Assert.IsType<RetrySettlement>(await rig.SettleAsync(bad.Call()));

        await rig.Client.Delay(good.Call());
        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
    }

    [Fact]
    [Promise("G1")]
    public async Task A_listener_of_telemetry_that_throws_costs_an_attempt_and_no_slot()
    {
        rig.Options.Concurrency = 1;
        rig.Options.Queues("broken", "default");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.OperationName == "process broken")
                {
                    throw new InvalidOperationException("the listener is broken");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        TestTask task = rig.Module.Task("T", _ => { });
        Assert.IsType<RetrySettlement>(await rig.SettleAsync(task.Call().OnQueue("broken")));

        await rig.Client.Delay(task.Call());
        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
    }

    [Fact]
    [Promise("G2")]
    public async Task After_a_stop_the_owner_of_a_task_that_still_runs_is_seen_alive()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TestTask task = rig.Module.Task("T", async _ =>
        {
            started.SetResult();
            await finish.Task;
        });
        await rig.StartAsync();
        await rig.Client.Delay(task.Call());
        await WorkerRig.Soon(started.Task);
        await rig.Until(rig.Worker.StopAsync(), 1000);

        // Three renewals are missing, as after a pause of the broker.
        rig.Broker.LinkDown = true;
        rig.Time.Advance(TimeSpan.FromSeconds(4));
        RescueReport report = await rig.Memory.RescueAsync(new RescueRequest(rig.Options.LeaseTime, 3, TimeSpan.FromSeconds(2)));
        rig.Broker.LinkDown = false;

        Assert.Equal(0, report.Leases);
        finish.SetResult();
        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync()));
    }

    [Fact]
    public async Task What_the_broker_refuses_to_settle_is_not_held_for_ever_but_left_to_a_rescuer()
    {
        rig.Options.LeaseTime = TimeSpan.FromSeconds(15);
        int runs = 0;
        TestTask task = rig.Module.Task("T", _ => Interlocked.Increment(ref runs));
        rig.Build();
        rig.Broker.RefusesToSettle = new BrokerUnavailableException("WRONGTYPE") { IsRefusal = true };
        await rig.Client.Delay(task.Call());
        await rig.StartAsync();

        await rig.Until(() => Volatile.Read(ref runs) == 2, 100);
        rig.Broker.RefusesToSettle = null;
        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 100));
    }

    private static async Task Holds(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private sealed class SilentException : Exception
    {
        public override string Message => throw new InvalidOperationException("I say nothing.");
    }

    private sealed class IdleBroker(IBroker inner) : BrokerDecorator(inner)
    {
        private int entries;

        public int Entries => Volatile.Read(ref entries);

        /// <summary>Of each take whether it found something.</summary>
        public ConcurrentQueue<bool> Found { get; } = new();

        /// <summary>Runs once the worker is in the list for the first time, before it learns that it is.</summary>
        public Action? AfterFirstEntry { get; set; }

        public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
        {
            Lease? lease = await Inner.TakeAsync(request, cancellationToken);
            Found.Enqueue(lease is not null);
            if (lease is null && request.IdleOn.Count > 0 && Interlocked.Increment(ref entries) == 1)
            {
                AfterFirstEntry?.Invoke();
            }

            return lease;
        }
    }

    private sealed class BrokenLoggers : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new IOException("No space left on device");

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("No space left on device");

        public void Dispose()
        {
        }
    }
}
