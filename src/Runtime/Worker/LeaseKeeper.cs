using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// Keeps the leases of this process alive, on its own thread and over its own connection: a starved thread pool must not cost
/// a lease. Gives a lease up when the broker says that it is gone, or when a lease length has passed on the monotonic clock
/// since the last confirmed renewal was sent: local time may only make it give up sooner.
/// </summary>
internal sealed class LeaseKeeper
{
    private readonly IBroker broker;
    private readonly HeldLeases leases;
    private readonly Completer completer;
    private readonly WorkerOptions options;
    private readonly RuntimeScheduler scheduler;
    private readonly Outage outage;
    private readonly CancellationTokenSource stop = new();

    // The keeper's thread alone.
    private readonly List<HeldLease> held = [];
    private readonly List<Lease> asked = [];

    // When the last confirmed round was sent; the keeper writes, the rescuer reads.
    private long confirmedAt;

    public LeaseKeeper(IBroker broker, HeldLeases leases, Completer completer, WorkerOptions options, RuntimeScheduler scheduler, ILogger log)
    {
        this.broker = broker;
        this.leases = leases;
        this.completer = completer;
        this.options = options;
        this.scheduler = scheduler;
        outage = new Outage("renewing leases", scheduler, log);
        confirmedAt = scheduler.Time.GetTimestamp();
    }

    /// <summary>
    /// Whether a renewal was confirmed lately. A process that was paused must renew before it rescues, or it would steal from
    /// itself.
    /// </summary>
    public bool IsFresh => scheduler.Time.GetElapsedTime(Volatile.Read(ref confirmedAt)) <= options.RenewEvery * 2;

    /// <summary>How long ago the last confirmed round was sent.</summary>
    public TimeSpan SinceConfirmed => scheduler.Time.GetElapsedTime(Volatile.Read(ref confirmedAt));

    /// <summary>Starts the thread; the task ends with it.</summary>
    public Task Start() => scheduler.RunThread("TypedTasks lease keeper", Keep, stop.Token);

    /// <summary>Ends the thread after the round under way.</summary>
    public void Stop() => stop.Cancel();

    private void Keep(CancellationToken stopped)
    {
        using ILeaseLink link = broker.OpenLeaseLink();
        while (!scheduler.Wait(options.RenewEvery, stopped))
        {
            RenewAll(link);
        }
    }

    private void RenewAll(ILeaseLink link)
    {
        leases.CopyTo(held);
        held.RemoveAll(static lease => lease.IsLost);
        long sentAt = scheduler.Time.GetTimestamp();
        try
        {
            if (held.Count > 0)
            {
                Renew(link, sentAt);
            }

            Volatile.Write(ref confirmedAt, sentAt);
            outage.Succeeded();
        }
        catch (Exception error)
        {
            // The next round is a renewal interval away; that is pause enough.
            outage.Failed(error);
        }

        GiveUpWhatLapsed();
    }

    private void Renew(ILeaseLink link, long sentAt)
    {
        asked.Clear();
        foreach (HeldLease lease in held)
        {
            asked.Add(lease.Lease);
        }

        IReadOnlyList<LeaseId> gone = link.Renew(asked, options.LeaseTime);
        foreach (HeldLease lease in held)
        {
            if (gone.Count > 0 && gone.Contains(lease.Lease.Id))
            {
                LoseUnlessSettled(lease);
            }
            else
            {
                lease.ConfirmedAt = sentAt;
            }
        }
    }

    // A lease is gone also because its last slot was settled while the renewal was under way.
    private void LoseUnlessSettled(HeldLease lease)
    {
        if (lease.Open > 0)
        {
            completer.Lose(lease, "the broker says so");
        }
    }

    private void GiveUpWhatLapsed()
    {
        foreach (HeldLease lease in held)
        {
            if (!lease.IsLost && scheduler.Time.GetElapsedTime(lease.ConfirmedAt) >= options.LeaseTime)
            {
                completer.Lose(lease, "no renewal was confirmed for a lease length");
            }
        }
    }
}
