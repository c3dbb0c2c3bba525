using TypedTasks.Chaos.Fleet;
using TypedTasks.Redis.Server;

namespace TypedTasks.Chaos.Checking;

/// <summary>What lies in Redis, asked past everything that is being tested.</summary>
internal static class Books
{
    private const string Namespace = "{" + Stage.Prefix + "}:";

    // In one step: what moves from one place to another is in one of them.
    private const string CountScript = """
        return #redis.call('KEYS', ARGV[1] .. 'q:*') + #redis.call('KEYS', ARGV[1] .. 'l:*') + redis.call('ZCARD', ARGV[1] .. 'scheduled')
        """;

    // What is left over once all tasks have come to their ends: dead letters, kept results, and what has a TTL or counts.
    private static readonly string[] LeftOver = ["buried", "buried:tasks", "counts", "queues", "rescue", "rescue:lock"];
    private static readonly string[] LeftOverKinds = ["idle:", "r:"];

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

    /// <summary>Whether every key is accounted for.</summary>
    /// <returns>What is wrong, a sentence each.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(RedisServer server)
    {
        string[] keys = (await server.CommandAsync("KEYS", "*")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. keys.Where(static key => !IsLeftOver(key)).Select(static key => $"{key} is left over")];
    }

    private static bool IsLeftOver(string key) =>
        key.StartsWith(Namespace, StringComparison.Ordinal)
        && (LeftOver.Contains(key[Namespace.Length..]) || LeftOverKinds.Any(kind => key.AsSpan(Namespace.Length).StartsWith(kind, StringComparison.Ordinal)));
}
