using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    // An idle list lives as long as somebody enters it now and then; a dead worker's entry goes when it is popped.
    private static readonly TimeSpan IdleTime = TimeSpan.FromHours(1);
    private const int MaxIdle = 1000;

    // In a cluster PUBLISH counts the receivers on its own node only: so many are woken before it is left to the slow poll.
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
    public async ValueTask EnterIdleAsync(string session, IReadOnlyList<string> queues, CancellationToken cancellationToken = default)
    {
        BrokerArguments.CheckSession(session);
        BrokerArguments.CheckQueues(queues);
        if (queues.Count == 0)
        {
            return;
        }

        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        var lists = new RedisKey[queues.Count];
        for (int i = 0; i < lists.Length; i++)
        {
            lists[i] = keys.Idle(queues[i]);
            RecordQueue(at, queues[i]);
        }

        await CallAsync(
            "enter the idle lists",
            at,
            RedisScripts.Idle.EvaluateAsync(at.Database, lists, [session, Milliseconds(IdleTime), MaxIdle]),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default)
    {
        NameGrammar.CheckQueue(queue);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        await WakeOneAsync(at, queue, PopIdle(at, queue));
    }

    private List<(string Queue, Task<RedisValue> Pop)> PopIdle(RedisConnection.Opened at, ReadOnlySpan<EnqueueItem> items)
    {
        var pops = new List<(string Queue, Task<RedisValue> Pop)>(1);
        foreach (ref readonly EnqueueItem item in items)
        {
            if (item.Due.IsNow)
            {
                PopIdle(at, item.Lane.Queue, pops);
            }
        }

        return pops;
    }

    private void PopIdle(RedisConnection.Opened at, string queue, List<(string Queue, Task<RedisValue> Pop)> pops)
    {
        if (!Contains(pops, queue))
        {
            pops.Add((queue, PopIdle(at, queue)));
        }
    }

    private Task<RedisValue> PopIdle(RedisConnection.Opened at, string queue) =>
        at.Database.ListLeftPopAsync(keys.Idle(queue), CommandFlags.DemandMaster);

    private static bool Contains(List<(string Queue, Task<RedisValue> Pop)> pops, string queue)
    {
        foreach ((string popped, _) in pops)
        {
            if (string.Equals(popped, queue, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void WakeLater(RedisConnection.Opened at, List<(string Queue, Task<RedisValue> Pop)> pops)
    {
        foreach ((string queue, Task<RedisValue> pop) in pops)
        {
            WakeLater(at, queue, pop);
        }
    }

    /// <summary>Goes on by itself: a wake-up is a hint, and whoever sent the work has it stored.</summary>
    private void WakeLater(RedisConnection.Opened at, string queue, Task<RedisValue> pop)
    {
        // Most often all workers are at work, and nobody is to be woken.
        if (!(pop.IsCompletedSuccessfully && pop.Result.IsNull))
        {
            _ = WakeQuietlyAsync(at, queue, pop);
        }
    }

    private async Task WakeQuietlyAsync(RedisConnection.Opened at, string queue, Task<RedisValue> pop)
    {
        try
        {
            await WakeOneAsync(at, queue, pop);
        }
        catch (BrokerUnavailableException error)
        {
            RedisLog.WakeFailed(logger, queue, error);
        }
    }

    /// <summary>Publishes to the worker that came off the idle list; without a receiver it is dead, and the next one is popped.</summary>
    private async Task WakeOneAsync(RedisConnection.Opened at, string queue, Task<RedisValue> pop)
    {
        for (int i = 0; i < (at.Clustered ? MaxWokenBlindly : MaxIdle); i++)
        {
            RedisValue session = await CallAsync("wake a worker", at, pop, CancellationToken.None);
            if (session.IsNull)
            {
                return;
            }

            Task<long> publish = at.Database.PublishAsync(keys.Wake(session.ToString()), RedisValue.EmptyString, CommandFlags.DemandMaster);
            if (await CallAsync("wake a worker", at, publish, CancellationToken.None) > 0)
            {
                return;
            }

            pop = PopIdle(at, queue);
        }
    }

    private async Task<IAsyncDisposable> SubscribeAsync(
        RedisConnection.Opened at, RedisChannel channel, Action onMessage, CancellationToken cancellationToken)
    {
        var subscription = new RedisSubscription(at, channel, onMessage);
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
