using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <content>The sends that need a script: ids that are remembered, queues that have a limit. All others are plain RPUSH.</content>
public sealed partial class RedisBroker
{
    private Task<RedisResult> PushOnce(IDatabase database, ReadOnlySpan<EnqueueItem> items)
    {
        var used = new RedisKey[1 + items.Length];
        used[0] = keys.Lane(items[0].Lane);
        FillMarkers(used.AsSpan(1), items);
        var values = new RedisValue[1 + items.Length];
        values[0] = Milliseconds(items[0].RememberFor);
        FillEnvelopes(values.AsSpan(1), items);
        return RedisScripts.EnqueueOnce.EvaluateAsync(database, used, values);
    }

    private Task<RedisResult> PushLimited(IDatabase database, ReadOnlySpan<EnqueueItem> items)
    {
        Lane lane = items[0].Lane;
        TimeSpan rememberFor = items[0].RememberFor;
        Lane[] lanes = [.. Enumerable.Range(0, TaskDefaults.MaxPriority + 1).Select(priority => Lane.Of(lane.Queue, priority)), Lane.Suspects(lane.Queue)];
        var used = new RedisKey[lanes.Length + (rememberFor > TimeSpan.Zero ? items.Length : 0)];
        for (int i = 0; i < lanes.Length; i++)
        {
            used[i] = keys.Lane(lanes[i]);
        }

        FillMarkers(used.AsSpan(lanes.Length), items);
        var values = new RedisValue[3 + items.Length];
        values[0] = Milliseconds(rememberFor);
        values[1] = items[0].QueueLimit;
        values[2] = Array.IndexOf(lanes, lane) + 1;
        FillEnvelopes(values.AsSpan(3), items);
        return RedisScripts.EnqueueLimited.EvaluateAsync(database, used, values);
    }

    /// <summary>
    /// Sends the next command of a queue that has a limit, and waits for its answer before anything follows: what is accepted is
    /// always the first of the items.
    /// </summary>
    /// <returns>How many items are stored, counted from the first of the call.</returns>
    /// <exception cref="QueueFullException">The queue has no room for all of them.</exception>
    private async Task<int> AcceptLimitedAsync(
        RedisConnection.Opened at, ReadOnlyMemory<EnqueueItem> items, int accepted, CancellationToken cancellationToken)
    {
        int count = Run(items.Span[accepted..]);
        Task<RedisResult> call = PushLimited(at.Database, items.Span.Slice(accepted, count));
        await AcceptAsync(at, [(count, call)], accepted, cancellationToken);
        int stored = (int)await call;
        if (stored > 0)
        {
            WakeFor(at, items.Span.Slice(accepted, stored));
        }

        EnqueueItem last = items.Span[accepted];
        return stored == count ? accepted + count : throw new QueueFullException(last.Lane.Queue, last.QueueLimit, accepted + stored);
    }

    /// <summary>The keys that remember the ids; none where there is no place for them.</summary>
    private void FillMarkers(Span<RedisKey> markers, ReadOnlySpan<EnqueueItem> items)
    {
        for (int i = 0; i < markers.Length; i++)
        {
            markers[i] = keys.Once(items[i].Id);
        }
    }

    private static void FillEnvelopes(Span<RedisValue> values, ReadOnlySpan<EnqueueItem> items)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = items[i].Envelope;
        }
    }
}
