using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    private const int MaxBatch = TakeRequest.MaxBatch;
    private const int PromoteBytes = 1024 * 1024;

    // So many that cannot be promoted are passed over in one call.
    private const int MaxLeft = 100_000;
    private const int MaxRescuedLeases = 500;

    // Every worker ticks about once a second; more often than this no tick looks at the leases.
    private const int RescueThrottle = 400;

    // A gap between two ticks longer than this is a pause of Redis or of everybody.
    private const int LongestGap = 2000;

    // Three renewals of a second each, or a fifth of a long lease.
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default)
    {
        BrokerArguments.CheckBatch(max);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        int promoted = 0;

        // Due, and of a kind that this version does not know: it stays, and may not hold up those behind it.
        int left = 0;
        while (true)
        {
            RedisResult due = await CallAsync(
                "list due tasks",
                at,
                RedisScripts.Due.EvaluateAsync(
                    at.Database, [keys.Scheduled, keys.ScheduledTasks], [Math.Clamp(max - promoted, 1, MaxBatch), PromoteBytes, left]),
                cancellationToken);
            if (due.Length == 1)
            {
                return new PromoteReport(promoted, NextDue((long)due[0]));
            }

            if (promoted >= max)
            {
                return new PromoteReport(promoted, TimeSpan.Zero);
            }

            (RedisKey[] used, RedisValue[] values, HashSet<string> queues) = Promotion(due);
            RedisResult report = await CallAsync(
                "promote", at, RedisScripts.Promote.EvaluateAsync(at.Database, used, values), cancellationToken);
            foreach (string queue in queues)
            {
                Wake(at, queue);
            }

            promoted += (int)report[0];
            left += (int)report[2];
            if (promoted >= max || (long)report[1] != 0)
            {
                return new PromoteReport(promoted, NextDue((long)report[1]));
            }

            if (left >= MaxLeft || ((int)report[0] == 0 && (int)report[2] == 0))
            {
                // Another worker is at them.
                return new PromoteReport(promoted, null);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(request);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        long lease = Milliseconds(request.LeaseTime);
        long silence = Math.Max(Milliseconds(ShortestSilence), lease / 5);
        RedisResult lapsed = await CallAsync(
            "list lapsed leases",
            at,
            RedisScripts.Lapsed.EvaluateAsync(
                at.Database,
                [keys.Rescue, keys.RescueLock, keys.Leases],
                [lease, silence, at.Clustered ? 0 : 1, RescueThrottle, LongestGap, keys.WakeChannels, MaxRescuedLeases]),
            cancellationToken);

        var calls = new List<(string Queue, Task<RedisResult> Call)>(lapsed.Length / 2);
        for (int i = 0; i + 1 < lapsed.Length; i += 2)
        {
            bool dead = (string?)lapsed[i + 1] == "dead";
            if (Rescue(at.Database, (string?)lapsed[i] ?? string.Empty, dead ? Math.Max(0, lease - silence) : 0, dead, request) is { } call)
            {
                calls.Add(call);
                if (calls.Count == 1)
                {
                    await FirstAsync(at, call.Call);
                }
            }
        }

        return await SumAsync(at, calls);
    }

    /// <inheritdoc/>
    public async ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keepFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(keepCount);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        int dropped = 0;
        while (true)
        {
            RedisResult report = await CallAsync(
                "drop old dead letters",
                at,
                RedisScripts.Trim.EvaluateAsync(
                    at.Database,
                    [keys.Buried, keys.BuriedTasks, keys.Counts],
                    [Milliseconds(keepFor), keepCount, MaxBatch]),
                cancellationToken);
            dropped += (int)report;
            if ((int)report == 0)
            {
                return dropped;
            }
        }
    }

    private static TimeSpan? NextDue(long milliseconds) => milliseconds < 0 ? null : TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>What due listed, as promote wants it: each lane declared once.</summary>
    private (RedisKey[] Keys, RedisValue[] Values, HashSet<string> Queues) Promotion(RedisResult due)
    {
        var used = new List<RedisKey> { keys.Scheduled, keys.ScheduledTasks, keys.Counts };
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var queues = new HashSet<string>(StringComparer.Ordinal);
        var values = new RedisValue[(due.Length - 1) / 2 * 3];
        for (int i = 0; i < values.Length / 3; i++)
        {
            string lane = (string?)due[2 + i * 2] ?? string.Empty;
            int place = 0;
            if (Lane.TryParse(lane, out Lane parsed) && !places.TryGetValue(lane, out place))
            {
                used.Add(keys.Lane(lane));
                queues.Add(parsed.Queue);
                place = places[lane] = places.Count + 1;
            }

            values[i * 3] = (byte[]?)due[1 + i * 2];
            values[i * 3 + 1] = lane;
            values[i * 3 + 2] = place;
        }

        return ([.. used], values, queues);
    }

    private (string Queue, Task<RedisResult> Call)? Rescue(IDatabase database, string member, long slack, bool dead, RescueRequest request)
    {
        if (!RedisKeys.TryReadMember(member, out LeaseId lease, out Lane lane))
        {
            // Not ours; the key-accounting check reports it.
            return null;
        }

        Lane suspects = Lane.Suspects(lane.Queue);
        return (lane.Queue, RedisScripts.Rescue.EvaluateAsync(
            database,
            [
                keys.Lease(lease), keys.Leases, keys.Lane(suspects), keys.Scheduled, keys.ScheduledTasks,
                keys.Buried, keys.BuriedTasks, keys.Counts,
            ],
            [
                member, slack, dead ? keys.WakeChannels + lease.Session : string.Empty, suspects.ToString(),
                request.DeliveryLimit, Milliseconds(request.SuspectDelay),
                FailureFormat.Write(request.Poison(scheduler.Time.GetUtcNow())), keys.DoneChannels,
            ]));
    }

    /// <summary>A server that does not know the script gets its text with the first call: a pipeline of calls that are sent again would lose its order.</summary>
    private async Task FirstAsync(RedisConnection.Opened at, Task<RedisResult> call)
    {
        try
        {
            await CallAsync("rescue", at, call, CancellationToken.None);
        }
        catch (BrokerUnavailableException)
        {
            // Told with the others.
        }
    }

    private async Task<RescueReport> SumAsync(RedisConnection.Opened at, List<(string Queue, Task<RedisResult> Call)> calls)
    {
        (int leases, int rescued, int buried) = (0, 0, 0);
        var woken = new HashSet<string>(StringComparer.Ordinal);
        BrokerUnavailableException? first = null;
        foreach ((string queue, Task<RedisResult> call) in calls)
        {
            try
            {
                RedisResult report = await CallAsync("rescue", at, call, CancellationToken.None);
                leases += (int)report[0];
                rescued += (int)report[1];
                buried += (int)report[2];
                if ((int)report[1] > 0 && woken.Add(queue))
                {
                    Wake(at, queue);
                }
            }
            catch (BrokerUnavailableException error)
            {
                // One that cannot be rescued must not keep the others from it.
                first ??= error;
            }
        }

        return first is null ? new RescueReport(leases, rescued, buried) : throw first;
    }
}
