using Microsoft.Extensions.Logging;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// Looks after taken tasks that do not start: wakes idle slot loops (the one that was to run them may be stuck in a handler
/// that blocks), and gives back what has waited for <see cref="WorkerOptions.UnstartedAfter"/>. Ticks only while there are any.
/// </summary>
internal sealed class UnstartedWatch : IDisposable
{
    private readonly ReadySlots ready;
    private readonly HeldLeases leases;
    private readonly Completer completer;
    private readonly LeaseSizing sizing;
    private readonly WorkerOptions options;
    private readonly RuntimeScheduler scheduler;
    private readonly ILogger log;
    private readonly ITimer timer;
    private int armed;

    public UnstartedWatch(
        ReadySlots ready, HeldLeases leases, Completer completer, LeaseSizing sizing, WorkerOptions options, RuntimeScheduler scheduler, ILogger log)
    {
        this.ready = ready;
        this.leases = leases;
        this.completer = completer;
        this.sizing = sizing;
        this.options = options;
        this.scheduler = scheduler;
        this.log = log;
        timer = scheduler.Time.CreateTimer(static watch => ((UnstartedWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told after each look: there may be room for more.</summary>
    public Action? OnLooked { get; set; }

    /// <summary>A lease was taken: look after it.</summary>
    public void Arm()
    {
        if (Volatile.Read(ref armed) == 0 && Interlocked.Exchange(ref armed, 1) == 0)
        {
            timer.Change(options.UnstartedAfter / 5, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        // With a fence: whoever adds slots after this look arms it again, or is seen by it.
        Interlocked.Exchange(ref armed, 0);
        Return();

        // Slots that have started make room as well as those that ended or went back, and nobody else tells of them.
        OnLooked?.Invoke();
    }

    private void Return()
    {
        if (ready.Unstarted == 0)
        {
            return;
        }

        ready.Wake(ready.Unstarted);
        foreach (HeldLease held in leases.ToList())
        {
            if (scheduler.Time.GetElapsedTime(held.AcceptedAt) >= options.UnstartedAfter && completer.ReleaseUnstarted(held) is > 0 and var count)
            {
                sizing.Stalled();
                log.UnstartedReturned(count, held.Lease.Id.ToString(), options.UnstartedAfter, held.Lease.Lane.ToString());
            }
        }

        Arm();
    }
}
