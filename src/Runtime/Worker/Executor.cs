using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// Runs attempts: as many slot loops as the concurrency says, each pulling the next slot of the held leases. An attempt is a
/// pipe of named steps over one value: read the envelope, find the invoker, check the expiry, then scope, filters, handler;
/// whatever happens becomes one outcome.
/// </summary>
internal sealed class Executor
{
    // A loop whose handlers all return at once gives its thread back after this long.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(5);

    // The longest timer that there is, in whole days.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    private readonly ReadySlots ready;
    private readonly LeaseSizing sizing;
    private readonly AttemptReading reading;
    private readonly FailureMap failures;
    private readonly HandlerRun run;
    private readonly OutcomeReport report;
    private readonly Completer completer;
    private readonly WorkerOptions options;
    private readonly RuntimeScheduler scheduler;
    private readonly ITaskClient? client;
    private readonly ILogger log;
    private readonly string system;

    public Executor(
        ReadySlots ready,
        LeaseSizing sizing,
        AttemptReading reading,
        HandlerRun run,
        Completer completer,
        WorkerOptions options,
        RuntimeScheduler scheduler,
        ITaskClient? client,
        string system,
        ILogger log)
    {
        this.ready = ready;
        this.sizing = sizing;
        this.reading = reading;
        this.run = run;
        this.completer = completer;
        this.options = options;
        this.scheduler = scheduler;
        this.client = client;
        this.system = system;
        this.log = log;
        failures = new FailureMap(reading, scheduler);
        report = new OutcomeReport(log, system);
    }

    /// <summary>Told after each finished attempt: there may be room for more.</summary>
    public Action? OnFinished { get; set; }

    /// <summary>Starts the slot loops; the task ends with the last of them.</summary>
    public Task Start() =>
        Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => scheduler.Run("slot loop", LoopAsync)).ToArray());

    private async Task LoopAsync()
    {
        // Once a loop: a handler's static Delay goes to the client of its own host.
        using IDisposable? flow = client is null ? null : TaskClient.Use(client);
        var attempt = new Attempt();
        long sliceStart = scheduler.Time.GetTimestamp();
        while (true)
        {
            if (!ready.TryNext(out HeldLease? held, out int slot))
            {
                if (!await ready.WaitAsync())
                {
                    return;
                }

                sliceStart = scheduler.Time.GetTimestamp();
                continue;
            }

            long start = scheduler.Time.GetTimestamp();
            ValueTask<Outcome> running = RunAsync(attempt.Begin(held, slot), start);
            if (!running.IsCompleted && ready.Unstarted > 0)
            {
                ready.Wake(1);
            }

            completer.Finish(held, OutcomeSettlements.Of(attempt, await running, options.DropExpired));
            ready.Finished();
            long end = scheduler.Time.GetTimestamp();
            if (attempt.TaskIndex >= 0)
            {
                sizing.Learn(attempt.TaskIndex, scheduler.Time.GetElapsedTime(start, end));
            }

            OnFinished?.Invoke();
            if (scheduler.Time.GetElapsedTime(sliceStart, end) > Slice)
            {
                sliceStart = end;
                await Task.Yield();
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> RunAsync(Attempt attempt, long start)
    {
        if (!reading.TryReadEnvelope(attempt, out Outcome outcome)
            || !reading.TryFindInvoker(attempt, out outcome)
            || !reading.TryPassExpiry(attempt, out outcome))
        {
            report.Write(attempt, outcome, TimeSpan.Zero);
            return outcome;
        }

        sizing.See(attempt.TaskIndex);
        CancellationTokenRegistration link = Prepare(attempt);
        TaskContext context = attempt.Context!;
        using Activity? span = TaskActivities.StartProcess(system, context);
        using IDisposable? scope = options.LogScopes && log.IsEnabled(LogLevel.Critical) ? log.BeginScope(new AttemptScope(context)) : null;
        log.AttemptStarts(context.Name, context.Id, context.Attempt, context.MaxAttempts);
        try
        {
            byte[]? result = await run.InvokeAsync(attempt);
            outcome = attempt.Held.IsLost ? Outcome.LeaseLost() : Outcome.Completed(result);
        }
        catch (Exception error)
        {
            outcome = failures.Map(attempt, error);
            TaskActivities.Fail(span, error);
        }
        finally
        {
            link.Dispose();
            attempt.Timeout?.Dispose();
        }

        TimeSpan ran = scheduler.Time.GetElapsedTime(start);
        TaskMeters.RecordRunTime(system, context.Queue, context.Name, ran);
        string word = report.Write(attempt, outcome, ran);
        span?.SetTag(TelemetryNames.Outcome, word);
        return outcome;
    }

    private CancellationTokenRegistration Prepare(Attempt attempt)
    {
        CancellationTokenRegistration link = default;
        CancellationToken token = attempt.Held.Token;
        DateTimeOffset? deadline = null;
        if (attempt.Options.Timeout is { } timeout)
        {
            attempt.Timeout = new CancellationTokenSource(timeout < LongestTimeout ? timeout : LongestTimeout, scheduler.Time);
            link = token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), attempt.Timeout);
            token = attempt.Timeout.Token;
            deadline = scheduler.Time.GetUtcNow() + (timeout < LongestTimeout ? timeout : LongestTimeout);
        }

        string name = attempt.Invoker!.Definition.Name;
        attempt.Context = new TaskContext(
            attempt.Header.Id,
            name,
            attempt.Queue,
            attempt.Number,
            attempt.Options.Retry.Retries + 1,
            attempt.Header.EnqueuedAt,
            deadline,
            attempt.Envelope.Headers,
            token);
        TaskMeters.CountStarted(system, attempt.Queue, name);
        if (TaskMeters.MeasuresTime && attempt.Header is { Attempts: 0, Deliveries: 0 })
        {
            TaskMeters.RecordQueueWait(system, attempt.Queue, name, scheduler.Time.GetUtcNow() - attempt.Header.EnqueuedAt);
        }

        return link;
    }
}
