using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// Settles what has ended, grouped by lease: at once when nothing is open under the lease any more, otherwise within
/// <see cref="WorkerOptions.SettleWithin"/> of the first that ended, so that no slow task delays another's settling.
/// </summary>
/// <remarks>
/// While the broker does not answer it tries again and again: a settlement may be sent twice, and only the broker knows
/// whether the lease still exists (it survives a short outage). Once it answers that the lease is gone, nothing is written.
/// </remarks>
internal sealed class Completer : IDisposable
{
    private readonly IBroker broker;
    private readonly HeldLeases leases;
    private readonly ReadySlots ready;
    private readonly WorkerOptions options;
    private readonly RuntimeScheduler scheduler;
    private readonly ILogger log;
    private readonly ITimer timer;
    private readonly CancellationTokenSource giveUp = new();

    // Leases with something to settle and something open; the timer takes them all.
    private readonly object gate = new();
    private List<HeldLease> due = [];

    public Completer(IBroker broker, HeldLeases leases, ReadySlots ready, WorkerOptions options, RuntimeScheduler scheduler, ILogger log)
    {
        this.broker = broker;
        this.leases = leases;
        this.ready = ready;
        this.options = options;
        this.scheduler = scheduler;
        this.log = log;
        timer = scheduler.Time.CreateTimer(static completer => ((Completer)completer!).FlushDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A slot has ended.</summary>
    /// <param name="held">Its lease.</param>
    /// <param name="settlement">What is to become of it; null where nothing may be written.</param>
    public void Finish(HeldLease held, Settlement? settlement) => Do(held.Finish(settlement), held);

    /// <summary>Gives what never started back to the head of its lane, at once and in its order.</summary>
    /// <returns>How many.</returns>
    public int ReleaseUnstarted(HeldLease held)
    {
        _ = Release(held, out int count);
        return count;
    }

    /// <summary>
    /// Gives back what never started of several leases. Each is written when the one before it is, which no pipeline of commands
    /// promises where Redis has forgotten a script: given the newest first, all lies at the head of the lane in its old order.
    /// </summary>
    public async Task ReleaseUnstartedAsync(IReadOnlyList<HeldLease> newestFirst)
    {
        foreach (HeldLease held in newestFirst)
        {
            await Release(held, out _);
        }
    }

    /// <summary>The lease is lost: its handlers are cancelled, nothing more starts, and nothing is written for what is open.</summary>
    public void Lose(HeldLease held, string why)
    {
        if (!held.Lose(scheduler))
        {
            return;
        }

        TaskMeters.CountLeaseLost(broker.System);
        log.LeaseLost(held.Lease.Id.ToString(), held.Lease.Lane.ToString(), why);
        Do(held.Forsake(ready.Withdraw(held).Count), held);
    }

    /// <summary>Settles all that has ended, without waiting for the rest.</summary>
    public void FlushNow()
    {
        foreach (HeldLease held in leases.ToList())
        {
            Do(held.Flush(), held);
        }
    }

    /// <summary>The worker ends: what the broker does not take now is left to a rescuer.</summary>
    public void GiveUp() => giveUp.Cancel();

    public void Dispose()
    {
        timer.Dispose();
        giveUp.Dispose();
    }

    /// <returns>Ends when it is written, or when nothing was to be.</returns>
    private Task Release(HeldLease held, out int count)
    {
        IReadOnlyList<int> slots = ready.Withdraw(held);
        count = slots.Count;
        if (count == 0)
        {
            return Task.CompletedTask;
        }

        HeldLeaseStep step = held.GiveBack(slots);
        TaskMeters.CountReleased(broker.System, held.Lease.Lane.Queue, count);
        return step == HeldLeaseStep.Flush ? FlushAsync(held) : Task.CompletedTask;
    }

    private void Do(HeldLeaseStep step, HeldLease held)
    {
        switch (step)
        {
            case HeldLeaseStep.Flush:
                _ = FlushAsync(held);
                break;
            case HeldLeaseStep.FlushSoon:
                Schedule(held);
                break;
            case HeldLeaseStep.Remove:
                leases.Remove(held);
                break;
        }
    }

    private void Schedule(HeldLease held)
    {
        bool first;
        lock (gate)
        {
            due.Add(held);
            first = due.Count == 1;
        }

        if (first)
        {
            timer.Change(options.SettleWithin, Timeout.InfiniteTimeSpan);
        }
    }

    private void FlushDue()
    {
        List<HeldLease> now;
        lock (gate)
        {
            (now, due) = (due, []);
        }

        foreach (HeldLease held in now)
        {
            Do(held.Flush(), held);
        }
    }

    private async Task FlushAsync(HeldLease held)
    {
        bool ended;
        while (held.TakePending(out ended) is { } batch)
        {
            await SettleAsync(held, batch);
        }

        if (ended)
        {
            leases.Remove(held);
        }
    }

    private async Task SettleAsync(HeldLease held, List<Settlement> batch)
    {
        Outage? outage = null;
        while (true)
        {
            try
            {
                if (await broker.SettleAsync(held.Lease, batch) == SettleStatus.LeaseLost)
                {
                    TellLost(held, batch.Count, sentBefore: outage is not null);
                }

                outage?.Succeeded();
                return;
            }
            catch (Exception error)
            {
                outage ??= new Outage("settling", scheduler, log);
                TimeSpan wait = outage.Failed(error);
                if (giveUp.IsCancellationRequested || (error is not BrokerUnavailableException { IsRefusal: false } && outage.Duration > options.LeaseTime))
                {
                    // A broker that answers but refuses will refuse for ever: better rescued than held for ever.
                    Lose(held, "it cannot be settled");
                    log.SettlingGivenUp(error, batch.Count, held.Lease.Id.ToString());
                    return;
                }

                await PauseAsync(wait);
            }
        }
    }

    private void TellLost(HeldLease held, int count, bool sentBefore)
    {
        if (sentBefore && held.Open == 0)
        {
            // The last settlement takes the lease away: the one whose answer did not come may have been it.
            log.SettledOrTooLate(count, held.Lease.Id.ToString());
            return;
        }

        Lose(held, "the broker says so");
        log.SettledTooLate(count, held.Lease.Id.ToString());
    }

    private async Task PauseAsync(TimeSpan wait)
    {
        try
        {
            await scheduler.Delay(wait, giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            // One last try, then it is given up.
        }
    }
}
