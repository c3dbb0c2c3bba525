using System.Collections.Concurrent;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    // An idle list lives as long as somebody enters it now and then; a dead worker's entry goes when it is popped.
    private static readonly TimeSpan IdleTime = TimeSpan.FromHours(1);
    private const int MaxIdle = 1000;

    // Queues for which the last wake-up found no worker idle.
    private readonly ConcurrentDictionary<string, bool> busyQueues = new(StringComparer.Ordinal);

    // In a cluster PUBLISH counts the receivers on its own node only: so many are told before it is left to the slow poll.
    private const int MaxWokenBlindly = 3;

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default)
    {
        BrokerArguments.CheckSession(session);
        ArgumentNullException.ThrowIfNull(onWake);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        return await SubscribeAsync(at, keys.Wake(session), onWake, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default)
    {
        NameGrammar.CheckQueue(queue);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        await CallAsync("wake a worker", at, WakeOne(at, queue), cancellationToken);
    }

    /// <summary>Wakes a worker for each queue that ready items went to. Sent behind them in the same pipeline, it finds them there.</summary>
    private void WakeFor(RedisConnection.Opened at, ReadOnlySpan<EnqueueItem> items)
    {
        var queues = new List<string>(1);
        foreach (ref readonly EnqueueItem item in items)
        {
            if (item.Due.IsNow && !queues.Contains(item.Lane.Queue))
            {
                queues.Add(item.Lane.Queue);
                Wake(at, item.Lane.Queue);
            }
        }
    }

    /// <summary>Wakes a worker and goes on by itself: a wake-up is a hint, and whoever sent the work has it stored.</summary>
    private void Wake(RedisConnection.Opened at, string queue) => _ = WakeQuietlyAsync(at, queue);

    /// <summary>
    /// Where workers are idle the script tells one in the same round trip. Where the last wake-up found none, a bare pop asks first: it
    /// costs Redis a tenth of a script, and whoever awaits its Delay waits for both.
    /// </summary>
    private async Task WakeQuietlyAsync(RedisConnection.Opened at, string queue)
    {
        try
        {
            if (!at.Clustered && busyQueues.ContainsKey(queue))
            {
                RedisValue session = await at.Database.ListLeftPopAsync(keys.Idle(queue), CommandFlags.DemandMaster);
                if (session.IsNull)
                {
                    return;
                }

                busyQueues.TryRemove(queue, out _);
                if (await at.Database.PublishAsync(keys.Wake(session.ToString()), RedisValue.EmptyString, CommandFlags.DemandMaster) > 0)
                {
                    return;
                }
            }

            if ((int)await CallAsync("wake a worker", at, WakeOne(at, queue), CancellationToken.None) == 0)
            {
                busyQueues[queue] = true;
            }
        }
        catch (Exception error) when (IsTrouble(error) || error is BrokerUnavailableException)
        {
            RedisLog.WakeFailed(logger, queue, error);
        }
    }

    private Task<RedisResult> WakeOne(RedisConnection.Opened at, string queue) => RedisScripts.Wake.EvaluateAsync(
        at.Database, [keys.Idle(queue)], [keys.WakeChannels, at.Clustered ? MaxWokenBlindly : MaxIdle]);

    private async Task<IAsyncDisposable> SubscribeAsync(
        RedisConnection.Opened at, RedisChannel channel, Action onMessage, CancellationToken cancellationToken, Action? onRestored = null)
    {
        var subscription = new RedisSubscription(at, channel, onMessage, onRestored);
        try
        {
            await CallAsync("subscribe", at, subscription.StartAsync(), cancellationToken);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync();
            throw;
        }
    }
}
