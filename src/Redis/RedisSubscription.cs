using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>
/// A channel of our own that calls back on each message, and after each reconnect: a message may have been missed then. It follows the
/// primary: only there others ask who listens.
/// </summary>
internal sealed class RedisSubscription(RedisConnection.Opened at, RedisChannel channel, Action onMessage, Action? onRestored = null) : IAsyncDisposable
{
    private readonly IConnectionMultiplexer multiplexer = at.Multiplexer;
    private readonly ISubscriber subscriber = at.Multiplexer.GetSubscriber();
    private int disposed;

    // 1 while it moves to another node: one at a time.
    private int moving;

    // Whether a move has left the old node and not arrived at the new one. The mover's alone.
    private volatile bool between;

    public async Task<bool> StartAsync()
    {
        multiplexer.ConnectionRestored += OnRestored;
        multiplexer.ConfigurationChanged += OnChanged;
        at.Primary.Looked += Follow;
        await subscriber.SubscribeAsync(channel, OnMessage, CommandFlags.DemandMaster);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        multiplexer.ConnectionRestored -= OnRestored;
        multiplexer.ConfigurationChanged -= OnChanged;
        at.Primary.Looked -= Follow;
        await LeaveAsync();
    }

    private async Task LeaveAsync()
    {
        try
        {
            // Waited for: from then on others see that nobody listens here.
            await subscriber.UnsubscribeAsync(channel, OnMessage);
        }
        catch (Exception error) when (error is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException)
        {
            // The connection is gone, and the subscription with it; or its node is a replica now, where the driver
            // only forgets it.
        }
    }

    private void OnChanged(object? sender, EndPointEventArgs changed) => Follow();

    private void Follow() => _ = FollowAsync();

    /// <summary>After a failover that left the old primary running, as a replica, the driver would stay subscribed there.</summary>
    private async Task FollowAsync()
    {
        if (Interlocked.Exchange(ref moving, 1) != 0)
        {
            return;
        }

        try
        {
            if (Volatile.Read(ref disposed) == 0 && (between || IsOnReplica()))
            {
                await LeaveAsync();
                between = true;
                await subscriber.SubscribeAsync(channel, OnMessage, CommandFlags.DemandMaster);
                between = false;
                CallAfterGap();
                if (Volatile.Read(ref disposed) != 0)
                {
                    await LeaveAsync();
                }
            }
        }
        catch (Exception error) when (error is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException)
        {
            // No primary yet: the next look tries again.
        }
        finally
        {
            Volatile.Write(ref moving, 0);
        }
    }

    private bool IsOnReplica() => subscriber.SubscribedEndpoint(channel) is { } endpoint && multiplexer.GetServer(endpoint).IsReplica;

    private void OnMessage(RedisChannel from, RedisValue message) => Call();

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (restored.ConnectionType == ConnectionType.Subscription)
        {
            CallAfterGap();
            _ = CallOnceSubscribedAsync();
        }
    }

    /// <summary>The driver subscribes again behind this event: what was published in between is asked for once it has.</summary>
    private async Task CallOnceSubscribedAsync()
    {
        try
        {
            try
            {
                await subscriber.SubscribeAsync(channel, Ignore, CommandFlags.DemandMaster);
                await subscriber.PingAsync();
                Call();
            }
            finally
            {
                // Also where it is lost again: it would keep the channel alive when nobody listens any more.
                await subscriber.UnsubscribeAsync(channel, Ignore, CommandFlags.FireAndForget);
            }
        }
        catch (Exception error) when (error is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException)
        {
            // Lost again: the next reconnect calls again.
        }
    }

    private static void Ignore(RedisChannel from, RedisValue message)
    {
        // A second handler makes the driver send SUBSCRIBE behind whatever it is restoring.
    }

    private void CallAfterGap()
    {
        onRestored?.Invoke();
        Call();
    }

    private void Call()
    {
        if (Volatile.Read(ref disposed) == 0)
        {
            onMessage();
        }
    }
}
