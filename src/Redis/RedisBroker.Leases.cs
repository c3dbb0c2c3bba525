using System.Net;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    /// <inheritdoc/>
    public ILeaseLink OpenLeaseLink() => new LeaseLink(leaseSettings, keys, PrimaryEndpoint, () => Reconnections);

    /// <summary>How often the connection of takes was lost and came back.</summary>
    internal int Reconnections => workers.Restored;

    /// <summary>Where the driver sees the primary now; it looks into its own memory and waits for nothing.</summary>
    internal EndPoint? PrimaryEndpoint()
    {
        try
        {
            return (workers.Current ?? producers.Current) is { } at ? ServerCheck.PrimaryOf(at.Multiplexer, keys)?.EndPoint : null;
        }
        catch (Exception error) when (error is RedisException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }
}
