using StackExchange.Redis;
using TypedTasks.Chaos.Fleet;
using TypedTasks.Redis;
using TypedTasks.Redis.Checking;
using TypedTasks.Redis.Server;

namespace TypedTasks.Chaos.Checking;

/// <summary>What lies in Redis, asked past everything that is being tested.</summary>
internal static class Books
{
    private const string Namespace = "{" + Stage.Prefix + "}:";

    // In one step: what moves from one place to another is in one of them. A lease without slots is a worker that waits, a string one that no longer does.
    private const string CountScript = """
        local held = 0
        for _, lease in ipairs(redis.call('KEYS', ARGV[1] .. 'l:*')) do
          if redis.call('TYPE', lease).ok == 'list' and redis.call('LLEN', lease) > 1 then held = held + 1 end
        end
        return #redis.call('KEYS', ARGV[1] .. 'q:*') + held + redis.call('ZCARD', ARGV[1] .. 'scheduled')
        """;

    /// <summary>Whether nothing is ready, taken or scheduled.</summary>
    public static async Task<bool> IsAtRestAsync(RedisServer server)
    {
        return await server.CommandAsync("EVAL", CountScript, "0", Namespace) == "0";
    }

    /// <summary>Whose tasks lie in the dead letters.</summary>
    public static async Task<HashSet<TaskId>> BuriedAsync(ITaskInspector inspector)
    {
        var buried = new HashSet<TaskId>();
        IReadOnlyList<DeadLetter> page;
        do
        {
            page = await inspector.ListDeadLettersAsync(buried.Count, ITaskInspector.MaxPage);
            buried.UnionWith(page.Select(static letter => letter.Id));
        }
        while (page.Count > 0);
        return buried;
    }

    /// <summary>The library's own check: whether every key and every task is accounted for, also while workers are at it.</summary>
    /// <returns>What is wrong, a sentence each.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(RedisServer server)
    {
        FsckReport report = await RedisFsck.RunAsync(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions { Prefix = Stage.Prefix });
        return [.. report.Findings.Select(static finding => finding.ToString())];
    }

    /// <summary>The keys that are not of the namespace: nobody else uses this Redis.</summary>
    public static async Task<IReadOnlyList<string>> StrangersAsync(RedisServer server)
    {
        string[] keys = (await server.CommandAsync("KEYS", "*")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. keys.Where(static key => !key.StartsWith(Namespace, StringComparison.Ordinal)).Select(static key => $"{key} is left over")];
    }
}
