using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        IDatabase database = at.Database;
        Task<RedisValue[]> names = database.SetMembersAsync(keys.Queues, CommandFlags.DemandMaster);
        Task<HashEntry[]> fields = database.HashGetAllAsync(keys.Counts, CommandFlags.DemandMaster);
        Task<RedisValue[]> members = database.SortedSetRangeByRankAsync(keys.Leases, 0, -1, flags: CommandFlags.DemandMaster);
        await CallAsync("count", at, Together(names, fields, members), cancellationToken);

        // What is no number or counts no queue is a stranger's: fsck tells of it, and nobody's counts are missing for it.
        var parked = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (HashEntry field in await fields)
        {
            if (field.Value.TryParse(out long count))
            {
                parked[field.Name.ToString()] = count;
            }
        }

        var queues = new SortedSet<string>(StringComparer.Ordinal);
        queues.UnionWith((await names).Select(static one => one.ToString()));
        queues.UnionWith(parked.Keys.Select(static one => one[(one.IndexOf(':', StringComparison.Ordinal) + 1)..]));
        (string Lease, Lane Lane)[] leases = [.. Leases((await members).Select(static one => one.ToString()))];
        Dictionary<string, long> taken = await CountTakenAsync(at, leases, cancellationToken);
        queues.UnionWith(taken.Keys);

        var counts = new List<QueueCounts>(queues.Count);
        foreach (string queue in queues.Where(NameGrammar.IsQueue))
        {
            counts.Add(new QueueCounts(
                queue,
                await CountReadyAsync(at, queue, cancellationToken),
                taken.GetValueOrDefault(queue),
                parked.GetValueOrDefault("scheduled:" + queue),
                parked.GetValueOrDefault("buried:" + queue)));
        }

        return counts;
    }

    /// <inheritdoc/>
    public async ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RedisValue member = id.ToByteArray();
        Task<double?> scheduled = at.Database.SortedSetScoreAsync(keys.Scheduled, member, CommandFlags.DemandMaster);
        Task<double?> buried = at.Database.SortedSetScoreAsync(keys.Buried, member, CommandFlags.DemandMaster);
        Task<RedisValue> outcome = ReadResult(at.Database, id);
        await CallAsync("tell a task's state", at, Together(scheduled, buried, outcome), cancellationToken);
        if (await scheduled is not null)
        {
            return TaskState.Scheduled;
        }

        if (await buried is not null)
        {
            return TaskState.Buried;
        }

        RedisValue kept = await outcome;
        if (kept.IsNull)
        {
            return TaskState.Unknown;
        }

        // A kept failure tells nothing: the dead letter it belonged to was deleted, dropped or replayed.
        return ResultFormat.Read((ReadOnlyMemory<byte>)kept) is { IsCompleted: true } ? TaskState.Done : TaskState.Unknown;
    }

    /// <inheritdoc/>
    public ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default) =>
        GetParkedAsync(id, keys.Scheduled, keys.ScheduledTasks, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default) =>
        GetParkedAsync(id, keys.Buried, keys.BuriedTasks, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(lane);
        take = BrokerArguments.CheckPage(skip, take);
        if (take == 0)
        {
            return [];
        }

        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RedisValue[] page = await CallAsync(
            "list tasks",
            at,
            at.Database.ListRangeAsync(keys.Lane(lane), skip, skip + (long)take - 1, CommandFlags.DemandMaster),
            cancellationToken);
        return [.. page.Select(static one => (ReadOnlyMemory<byte>)one)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default)
    {
        take = BrokerArguments.CheckPage(skip, take);
        if (take == 0)
        {
            return [];
        }

        // By member, not by deadline: renewals would move them.
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RedisValue[] members = await CallAsync("list leases", at, at.Database.SortedSetRangeByRankAsync(keys.Leases, 0, -1, flags: CommandFlags.DemandMaster), cancellationToken);
        (string Lease, Lane Lane)[] leases = [.. Leases(members.Select(static one => one.ToString()).Order(StringComparer.Ordinal).Skip(skip).Take(take))];
        RedisValue[][] slots = await CallAsync(
            "list leases",
            at,
            Task.WhenAll(leases.Select(async lease => await UnlessClosedAsync(at.Database.ListRangeAsync(keys.Lease(lease.Lease), 1, -1, CommandFlags.DemandMaster)) ?? [])),
            cancellationToken);
        var taken = new List<TakenTasks>(leases.Length);
        for (int i = 0; i < leases.Length; i++)
        {
            taken.Add(new TakenTasks(leases[i].Lane, [.. slots[i].Where(static slot => !slot.IsNullOrEmpty).Select(static slot => (ReadOnlyMemory<byte>)slot)]));
        }

        return taken;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        ListAsync(keys.Scheduled, keys.ScheduledTasks, Order.Ascending, skip, take, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        ListAsync(keys.Buried, keys.BuriedTasks, Order.Descending, skip, take, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        while (await GetBuriedAsync(id, cancellationToken) is { } parked)
        {
            RedisResult replayed = await CallAsync(
                "replay",
                at,
                RedisScripts.Replay.EvaluateAsync(
                    at.Database,
                    [keys.Buried, keys.BuriedTasks, keys.Counts, keys.Lane(parked.Lane), keys.ResultPlace(id).Key],
                    [id.ToByteArray(), parked.Lane.ToString()]),
                cancellationToken);
            if ((int)replayed >= 0)
            {
                Wake(at, parked.Lane.Queue, keys.Lane(parked.Lane));
                return (int)replayed == 1;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        return (int)await CallAsync(
            "delete a dead letter",
            at,
            RedisScripts.Delete.EvaluateAsync(at.Database, [keys.Buried, keys.BuriedTasks, keys.Counts], [id.ToByteArray()]),
            cancellationToken) == 1;
    }

    private static async Task<bool> Together(params Task[] calls)
    {
        await Task.WhenAll(calls);
        return true;
    }

    private async Task<long> CountReadyAsync(RedisConnection.Opened at, string queue, CancellationToken cancellationToken)
    {
        var lengths = new List<Task<long>> { at.Database.ListLengthAsync(keys.Lane(Lane.Suspects(queue)), CommandFlags.DemandMaster) };
        for (int band = 0; band <= TaskDefaults.MaxPriority; band++)
        {
            lengths.Add(at.Database.ListLengthAsync(keys.Lane(Lane.Of(queue, band)), CommandFlags.DemandMaster));
        }

        return (await CallAsync("count", at, Task.WhenAll(lengths), cancellationToken)).Sum();
    }

    /// <summary>The members that name a lease and a lane: no other leads to a key.</summary>
    private static IEnumerable<(string Lease, Lane Lane)> Leases(IEnumerable<string> members)
    {
        foreach (string member in members)
        {
            if (RedisKeys.TryReadMember(member, out LeaseId lease, out Lane lane))
            {
                yield return (lease.ToString(), lane);
            }
        }
    }

    private async Task<Dictionary<string, long>> CountTakenAsync(RedisConnection.Opened at, (string Lease, Lane Lane)[] leases, CancellationToken cancellationToken)
    {
        Task<RedisValue>[] heads = [.. leases.Select(lease => UnlessClosedAsync(at.Database.ListGetByIndexAsync(keys.Lease(lease.Lease), 0, CommandFlags.DemandMaster)))];
        Task<long>[] lengths = [.. leases.Select(lease => UnlessClosedAsync(at.Database.ListLengthAsync(keys.Lease(lease.Lease), CommandFlags.DemandMaster)))];
        await CallAsync("count", at, Together([.. heads, .. lengths]), cancellationToken);
        var taken = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int i = 0; i < leases.Length; i++)
        {
            // An empty lease says one, for what will come into it.
            if ((await heads[i]).TryParse(out long count) && await lengths[i] > 1)
            {
                string queue = leases[i].Lane.Queue;
                taken[queue] = taken.GetValueOrDefault(queue) + count;
            }
        }

        return taken;
    }

    /// <summary>Nothing where a lease was closed meanwhile: a string stands in its place.</summary>
    private static async Task<T?> UnlessClosedAsync<T>(Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (RedisServerException error) when (error.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return default;
        }
    }

    private async ValueTask<ParkedTask?> GetParkedAsync(TaskId id, RedisKey index, RedisKey tasks, CancellationToken cancellationToken)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RedisValue member = id.ToByteArray();
        Task<double?> score = at.Database.SortedSetScoreAsync(index, member, CommandFlags.DemandMaster);
        Task<RedisValue> bytes = at.Database.HashGetAsync(tasks, member, CommandFlags.DemandMaster);
        await CallAsync("read a task", at, Together(score, bytes), cancellationToken);
        return await score is { } when ? ReadParked(id, when, await bytes) : null;
    }

    private async ValueTask<IReadOnlyList<ParkedTask>> ListAsync(
        RedisKey index, RedisKey tasks, Order order, int skip, int take, CancellationToken cancellationToken)
    {
        take = BrokerArguments.CheckPage(skip, take);
        if (take == 0)
        {
            return [];
        }

        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        SortedSetEntry[] page = await CallAsync(
            "list tasks",
            at,
            at.Database.SortedSetRangeByRankWithScoresAsync(
                index, skip, skip + (long)take - 1, order, CommandFlags.DemandMaster),
            cancellationToken);
        if (page.Length == 0)
        {
            return [];
        }

        RedisValue[] bytes = await CallAsync(
            "list tasks", at, at.Database.HashGetAsync(tasks, [.. page.Select(static one => one.Element)], CommandFlags.DemandMaster), cancellationToken);
        var listed = new List<ParkedTask>(page.Length);
        for (int i = 0; i < page.Length; i++)
        {
            if ((byte[]?)page[i].Element is { Length: TaskId.Size } id && ReadParked(new TaskId(id), page[i].Score, bytes[i]) is { } parked)
            {
                listed.Add(parked);
            }
        }

        return listed;
    }

    private static ParkedTask? ReadParked(TaskId id, double score, RedisValue bytes) =>
        !bytes.IsNull
        && ParkedFormat.TryRead((ReadOnlyMemory<byte>)bytes, out string text, out ReadOnlyMemory<byte> failure, out ReadOnlyMemory<byte> envelope)
        && Lane.TryParse(text, out Lane lane)
            ? new ParkedTask(id, lane, At(score), FailureFormat.Read(failure), envelope)
            : null;

    private static DateTimeOffset At(double milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        (long)Math.Clamp(milliseconds, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
