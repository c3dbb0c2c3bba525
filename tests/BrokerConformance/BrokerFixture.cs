using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

/// <summary>One fresh, empty broker for one test, and the way to let its time pass without waiting.</summary>
public abstract class BrokerFixture : IAsyncDisposable
{
    /// <summary>The broker, connected.</summary>
    public abstract IBroker Broker { get; }

    /// <summary>
    /// Lets time pass for all that the broker holds: leases, scheduled tasks, dead letters, kept results and the tick of the
    /// rescuers. A broker with a clock of its own moves what it stored by as much into the past instead (in Redis: each score,
    /// each time to live and the tick). Negative: the clock steps back.
    /// </summary>
    public abstract ValueTask AdvanceAsync(TimeSpan by);

    /// <summary>One tick of a rescuer, never throttled: a broker that lets one rescuer in per second forgets the last one here.</summary>
    public virtual ValueTask<RescueReport> RescueAsync(RescueRequest request) => Broker.RescueAsync(request);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
