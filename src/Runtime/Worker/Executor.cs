using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// Runs attempts: as many slot loops as the concurrency says, each pulling the next slot of the held leases.
/// </summary>
internal sealed class Executor
{
    // A loop whose handlers all return at once gives its thread back after this long.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(5);

    private readonly ReadySlots ready;
    private readonly LeaseSizing sizing;
    private readonly AttemptRunner runner;
    private readonly Completer completer;
    private readonly WorkerOptions options;
    private readonly RuntimeScheduler scheduler;
    private readonly ITaskClient? client;
    private readonly ILogger log;

    // By task: whether a handler of it was ever seen to wait. Set and never cleared, by any loop.
    private readonly bool[] waiting;

    // In units of the clock, so that the look at a lease's age costs one subtraction.
    private readonly long leaseTime;
    private readonly long slice;

    public Executor(
        ReadySlots ready,
        LeaseSizing sizing,
        AttemptRunner runner,
        Completer completer,
        WorkerOptions options,
        RuntimeScheduler scheduler,
        ITaskClient? client,
        int tasks,
        ILogger log)
    {
        this.ready = ready;
        this.sizing = sizing;
        this.runner = runner;
        this.completer = completer;
        this.options = options;
        this.scheduler = scheduler;
        this.client = client;
        waiting = new bool[tasks];
        this.log = log;
        leaseTime = InClockUnits(options.LeaseTime);
        slice = InClockUnits(Slice);
    }

    /// <summary>Told after each finished attempt: there may be room for more.</summary>
    public Action? OnFinished { get; set; }

    /// <summary>Starts the slot loops; the task ends with the last of them.</summary>
    public Task Start() =>
        Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => scheduler.Run("slot loop", LoopAsync)).ToArray());

    private bool Waits(int task, bool waits)
    {
        if (waits && task >= 0)
        {
            waiting[task] = true;
        }

        return waits || (task >= 0 && waiting[task]);
    }

    private long InClockUnits(TimeSpan time) => (long)(time.TotalSeconds * scheduler.Time.TimestampFrequency);

    // What is around a handler (an ActivityListener, a MeterListener) is others' code too: what it throws must neither end this
    // loop nor leave a slot open for ever.
    private async ValueTask<Outcome> AwaitAsync(Attempt attempt, ValueTask<Outcome> running)
    {
        try
        {
            return await running;
        }
        catch (Exception error)
        {
            return runner.Broken(attempt, error);
        }
    }

    // So are the keys that seal what a failure says: where they throw, it says less.
    private Settlement? SettlementOf(Attempt attempt, in Outcome outcome)
    {
        try
        {
            return OutcomeSettlements.Of(attempt, outcome, options.DropExpired);
        }
        catch (Exception error)
        {
            log.FailureNotSealed(error, attempt.Name, attempt.Header.Id);
            attempt.Unseal();
            return OutcomeSettlements.Of(attempt, outcome.WithoutDetails("What it said could not be sealed: the keys threw."), options.DropExpired);
        }
    }

    private async Task LoopAsync()
    {
        // Once a loop: a handler's static Delay goes to the client of its own host.
        using IDisposable? flow = client is null ? null : TaskClient.Use(client);
        using var logScope = new SlotLogScope(log, options.LogScopes);
        var attempt = new Attempt { LogScope = logScope };
        var wait = new SlotWait();
        long start = scheduler.Time.GetTimestamp();
        long sliceStart = start;
        while (true)
        {
            if (!ready.TryNext(out HeldLease? held, out int slot))
            {
                if (!await ready.WaitAsync(wait))
                {
                    return;
                }

                sliceStart = start = scheduler.Time.GetTimestamp();
                continue;
            }

            // A process that was stopped for a lease length wakes up here as likely as in its lease keeper: what it took may be
            // another's by now.
            if (start - held.ConfirmedAt >= leaseTime)
            {
                completer.Lose(held, "no renewal was confirmed for a lease length");
                completer.Finish(held, null);
                ready.Finished();
                OnFinished?.Invoke();
                continue;
            }

            logScope.Open();
            ValueTask<Outcome> running = runner.RunAsync(attempt.Begin(held, slot), start);
            bool waits = !running.IsCompleted;
            if (waits && ready.Unstarted > 0)
            {
                ready.Wake(1);
            }

            // The pooled task is read or awaited once.
            Outcome outcome = running.IsCompletedSuccessfully ? running.Result : await AwaitAsync(attempt, running);
            completer.Finish(held, SettlementOf(attempt, outcome));
            logScope.End(Waits(attempt.TaskIndex, waits));
            ready.Finished();
            long end = scheduler.Time.GetTimestamp();
            if (attempt.TaskIndex >= 0)
            {
                sizing.Learn(attempt.TaskIndex, scheduler.Time.GetElapsedTime(start, end));
            }

            OnFinished?.Invoke();
            start = end;
            if (end - sliceStart > slice)
            {
                await Task.Yield();
                sliceStart = start = scheduler.Time.GetTimestamp();
            }
        }
    }
}
