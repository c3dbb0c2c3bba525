using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Redis.Checking;

namespace TypedTasks.Redis;

/// <summary>Every key and channel, each a function. <c>docs/redis-keys.md</c> is the same list with type, TTL, writer and reader.</summary>
internal sealed class RedisKeys(string prefix)
{
    // The braces make the namespace the hash tag: all its keys lie in one slot of a cluster.
    private readonly string ns = $"{{{NameGrammar.CheckQueue(prefix, "prefix (namespace)")}}}:";

    public RedisKey Check => $"{ns}check";

    public RedisKey Leases => $"{ns}leases";

    public RedisKey Scheduled => $"{ns}scheduled";

    public RedisKey ScheduledTasks => $"{ns}scheduled:tasks";

    public RedisKey Buried => $"{ns}buried";

    public RedisKey BuriedTasks => $"{ns}buried:tasks";

    public RedisKey Counts => $"{ns}counts";

    public RedisKey Queues => $"{ns}queues";

    public RedisKey Rescue => $"{ns}rescue";

    public RedisKey RescueLock => $"{ns}rescue:lock";

    public string WakeChannels => $"{ns}wake:";

    public string DoneChannels => $"{ns}done:";

    /// <summary>What a member of <see cref="Leases"/> is: owner and way back are known without reading an envelope.</summary>
    public static string Member(LeaseId lease, Lane lane) => $"{lease}|{lane}";

    /// <summary>Reads <see cref="Member"/>. What is stored there by a stranger is within the grammar or leads to no key.</summary>
    public static bool TryReadMember(string member, out LeaseId lease, out Lane lane)
    {
        int bar = member.IndexOf('|', StringComparison.Ordinal);
        (lease, lane) = (default, default);
        return bar >= 0 && KeyKind.TryParseLease(member[..bar], out lease) && Brokers.Lane.TryParse(member[(bar + 1)..], out lane);
    }

    public RedisKey Lane(Lane lane) => Lane(lane.ToString());

    public RedisKey Lane(string lane) => $"{ns}q:{lane}";

    public RedisKey Lease(string lease) => $"{ns}l:{lease}";

    public RedisKey Lease(LeaseId lease) => Lease(lease.ToString());

    /// <summary>Where a result lies that is stored by itself.</summary>
    public RedisKey Result(TaskId id) => $"{ns}r:{id}";

    /// <summary>Where the results of a <see cref="TaskId.ResultGroup"/> lie, by their ids.</summary>
    public RedisKey Results(ulong group) => $"{ns}rs:{KeyKind.ResultGroupName(group)}";

    /// <summary>Where a task's result lies: the key, and in it the field, null where the key holds it alone.</summary>
    public (RedisKey Key, RedisValue Field) ResultPlace(TaskId id) =>
        id.ResultGroup is { } group ? (Results(group), id.ToByteArray()) : (Result(id), RedisValue.Null);

    /// <summary>Exists while somebody waits for results.</summary>
    public RedisKey Waiting => $"{ns}waiting";

    public RedisKey Once(TaskId id) => $"{ns}once:{id}";

    public RedisKey LastTake(string session) => $"{ns}t:{session}";

    public RedisKey Idle(string queue) => $"{ns}idle:{queue}";

    public RedisChannel Wake(string session) => RedisChannel.Literal(WakeChannels + session);

    public RedisChannel Done(TaskId id) => RedisChannel.Literal(DoneChannels + id);
}
