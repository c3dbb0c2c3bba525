using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>
/// Looks for the primary anew when calls fail: after a failover the driver by itself looks once a minute, which is longer than a lease.
/// </summary>
/// <param name="multiplexer">Whose primary.</param>
/// <param name="scheduler">The clock.</param>
internal sealed class PrimarySearch(IConnectionMultiplexer multiplexer, RuntimeScheduler scheduler)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private long lookedAt;

    /// <summary>It has looked: another node may be the primary now.</summary>
    public event Action? Looked;

    /// <summary>A call failed. Where another node may be the primary by now, it is looked for, at most once a second; nobody waits for it.</summary>
    /// <param name="error">How it failed.</param>
    public void After(Exception error)
    {
        long now = scheduler.Time.GetTimestamp();
        long last = Volatile.Read(ref lookedAt);
        if (MayBeElsewhere(error)
            && (last == 0 || scheduler.Time.GetElapsedTime(last, now) >= Between)
            && Interlocked.CompareExchange(ref lookedAt, now, last) == last)
        {
            _ = LookAsync();
        }
    }

    // With one node alone there is nowhere else to look; the driver connects to it again by itself.
    private bool MayBeElsewhere(Exception error) =>
        (error is not RedisServerException refused || Unavailable.Says(refused, "READONLY"))
        && multiplexer.GetEndPoints().Length > 1;

    private async Task LookAsync()
    {
        try
        {
            await multiplexer.ConfigureAsync();
            Looked?.Invoke();
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The next call that fails looks again.
        }
    }
}
