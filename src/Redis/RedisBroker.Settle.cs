using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    // What a script of a settlement returns, else that it settled.
    private const int Gone = 0;
    private const int SettledTheLast = 2;

    /// <inheritdoc/>
    public async ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(lease, settlements);
        if (settlements.Count == 0)
        {
            return SettleStatus.Settled;
        }

        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        Task<RedisResult>[] calls = Settle(at.Database, lease, settlements);
        bool gone = false;
        bool last = false;
        foreach (Task<RedisResult> call in calls)
        {
            var answer = (int)await CallAsync("settle", at, call, CancellationToken.None);
            gone |= answer == Gone;
            last |= answer == SettledTheLast;
        }

        // A lease that one of these calls settled to its end is not lost: what another call names was settled before.
        bool lost = gone && !last;
        if (!lost)
        {
            RecordQueues(at, settlements);
        }

        if (!lost && settlements.Any(static one => one is ReleaseSettlement))
        {
            Wake(at, lease.Lane.Queue, keys.Lane(lease.Lane));
        }

        return lost ? SettleStatus.LeaseLost : SettleStatus.Settled;
    }

    private void RecordQueues(RedisConnection.Opened at, IReadOnlyList<Settlement> settlements)
    {
        foreach (Settlement settlement in settlements)
        {
            if (settlement is RetrySettlement { Lane: var later })
            {
                RecordQueue(at, later.Queue);
            }
            else if (settlement is BurySettlement { Lane: var replayed })
            {
                RecordQueue(at, replayed.Queue);
            }
        }
    }

    /// <summary>One pipelined call for each verb that occurs.</summary>
    private Task<RedisResult>[] Settle(IDatabase database, Lease lease, IReadOnlyList<Settlement> settlements)
    {
        RedisValue member = RedisKeys.Member(lease.Id, lease.Lane);
        var calls = new List<Task<RedisResult>>(1);
        if (Only<CompleteSettlement>(settlements) is { } completed)
        {
            calls.Add(Complete(database, lease, member, completed));
        }

        if (Only<RetrySettlement>(settlements) is { } retried)
        {
            calls.Add(Retry(database, lease, member, retried));
        }

        if (Only<ReleaseSettlement>(settlements) is { } released)
        {
            calls.Add(RedisScripts.Release.EvaluateAsync(
                database, [keys.Lease(lease.Id), keys.Leases, keys.Lane(lease.Lane)], [member, Slots(released)]));
        }

        if (Only<BurySettlement>(settlements) is { } buried)
        {
            calls.Add(Bury(database, lease, member, buried));
        }

        return [.. calls];
    }

    private static List<T>? Only<T>(IReadOnlyList<Settlement> settlements)
        where T : Settlement
    {
        // Most often all are of one kind, so that the list is made as large at once, or not at all.
        List<T>? only = null;
        for (int i = 0; i < settlements.Count; i++)
        {
            if (settlements[i] is T one)
            {
                (only ??= new List<T>(settlements.Count - i)).Add(one);
            }
        }

        return only;
    }

    private static string Slots<T>(List<T> settlements)
        where T : Settlement
    {
        var slots = new SlotText();
        foreach (T settlement in settlements)
        {
            slots.Add(settlement.Slot);
        }

        return slots.ToString();
    }

    private Task<RedisResult> Complete(IDatabase database, Lease lease, RedisValue member, List<CompleteSettlement> settlements)
    {
        List<CompleteSettlement> withResult = settlements.FindAll(static one => one.Result is not null);
        var results = KeptResults.Of(withResult, keys);
        var used = new RedisKey[3 + results.Places.Count];
        var values = new RedisValue[4 + 2 * withResult.Count];
        (used[0], used[1], used[2]) = (keys.Lease(lease.Id), keys.Leases, keys.Waiting);
        values[0] = member;
        values[1] = settlements.Count == lease.Envelopes.Count ? "*" : Slots(settlements);
        values[2] = keys.DoneChannels;
        values[3] = results.Text;
        results.CopyTo(used.AsSpan(3), values.AsSpan(4));
        return RedisScripts.Complete.EvaluateAsync(database, used, values);
    }

    private Task<RedisResult> Retry(IDatabase database, Lease lease, RedisValue member, List<RetrySettlement> settlements)
    {
        var values = new RedisValue[1 + 6 * settlements.Count];
        values[0] = member;
        for (int i = 0; i < settlements.Count; i++)
        {
            RetrySettlement one = settlements[i];
            values[1 + i * 6] = one.Slot;
            values[2 + i * 6] = one.Id.ToByteArray();
            values[3 + i * 6] = Math.Max(0, Milliseconds(one.Delay));
            values[4 + i * 6] = one.Lane.ToString();
            values[5 + i * 6] = (int)one.Change;
            values[6 + i * 6] = one.Failure;
        }

        return RedisScripts.Retry.EvaluateAsync(
            database, [keys.Lease(lease.Id), keys.Leases, keys.Scheduled, keys.ScheduledTasks, keys.Counts], values);
    }

    private Task<RedisResult> Bury(IDatabase database, Lease lease, RedisValue member, List<BurySettlement> settlements)
    {
        var used = new RedisKey[5 + settlements.Count];
        var values = new RedisValue[1 + 8 * settlements.Count];
        (used[0], used[1], used[2], used[3], used[4]) = (keys.Lease(lease.Id), keys.Leases, keys.Buried, keys.BuriedTasks, keys.Counts);
        values[0] = member;
        for (int i = 0; i < settlements.Count; i++)
        {
            BurySettlement one = settlements[i];
            used[5 + i] = keys.ResultPlace(one.Id).Key;
            values[1 + i * 8] = one.Slot;
            values[2 + i * 8] = one.Id.ToByteArray();
            values[3 + i * 8] = one.Lane.ToString();
            values[4 + i * 8] = (int)one.Change;
            values[5 + i * 8] = one.Failure;
            values[6 + i * 8] = (string?)keys.Done(one.Id);
            values[7 + i * 8] = one.Result is { } result ? Math.Max(1, Milliseconds(result.KeepFor)) : 0;
            values[8 + i * 8] = one.Result?.Outcome ?? ReadOnlyMemory<byte>.Empty;
        }

        return RedisScripts.Bury.EvaluateAsync(database, used, values);
    }
}
