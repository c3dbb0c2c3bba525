using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>
/// A channel of our own that calls back on each message, and after each reconnect: a message may have been missed then.
/// </summary>
internal sealed class RedisSubscription(IConnectionMultiplexer multiplexer, RedisChannel channel, Action onMessage) : IAsyncDisposable
{
    private readonly ISubscriber subscriber = multiplexer.GetSubscriber();
    private int disposed;

    public async Task<bool> StartAsync()
    {
        multiplexer.ConnectionRestored += OnRestored;
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
        try
        {
            // Waited for: from then on others see that nobody listens here.
            await subscriber.UnsubscribeAsync(channel, OnMessage);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The connection is gone, and the subscription with it.
        }
    }

    private void OnMessage(RedisChannel from, RedisValue message) => Call();

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (restored.ConnectionType == ConnectionType.Subscription)
        {
            Call();
            _ = CallOnceSubscribedAsync();
        }
    }

    /// <summary>The driver subscribes again behind this event: what was published in between is asked for once it has.</summary>
    private async Task CallOnceSubscribedAsync()
    {
        try
        {
            await subscriber.SubscribeAsync(channel, Ignore, CommandFlags.DemandMaster);
            await subscriber.PingAsync();
            Call();
            await subscriber.UnsubscribeAsync(channel, Ignore, CommandFlags.FireAndForget);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            // Lost again: the next reconnect calls again.
        }
    }

    private static void Ignore(RedisChannel from, RedisValue message)
    {
        // A second handler makes the driver send SUBSCRIBE behind whatever it is restoring.
    }

    private void Call()
    {
        if (Volatile.Read(ref disposed) == 0)
        {
            onMessage();
        }
    }
}
