using Microsoft.Extensions.Logging;
using TypedTasks.Telemetry;

namespace TypedTasks.Maintenance;

/// <summary>Something that every worker does now and then for all of them: nobody leads, each ticks with jitter, the broker throttles.</summary>
internal abstract class MaintenanceService(string name, RuntimeScheduler scheduler, ILogger log)
{
    private readonly CancellationTokenSource stop = new();
    private readonly Outage outage = new(name, scheduler, log);
    private Task running = Task.CompletedTask;

    /// <summary>Starts ticking.</summary>
    public void Start() => running = scheduler.Run(name, TickAsync);

    /// <summary>Ends after the tick under way.</summary>
    public Task StopAsync()
    {
        stop.Cancel();
        return running;
    }

    /// <summary>Does it once.</summary>
    /// <returns>How long until the next time.</returns>
    protected abstract ValueTask<TimeSpan> RunOnceAsync();

    /// <summary>A duration shortened at random by up to a quarter.</summary>
    protected TimeSpan Jittered(TimeSpan duration) => duration * (0.75 + (scheduler.NextDouble() / 4));

    /// <summary>How long to wait before the first time.</summary>
    protected virtual TimeSpan FirstWait => TimeSpan.Zero;

    private async Task TickAsync()
    {
        TimeSpan wait = FirstWait;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (wait > TimeSpan.Zero)
                {
                    await scheduler.Delay(wait, stop.Token);
                }

                wait = await TryOnceAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it slept.
        }
    }

    private async Task<TimeSpan> TryOnceAsync()
    {
        try
        {
            TimeSpan next = await RunOnceAsync();
            outage.Succeeded();
            return next;
        }
        catch (Exception error)
        {
            return outage.Failed(error);
        }
    }
}
