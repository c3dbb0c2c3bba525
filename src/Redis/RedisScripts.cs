namespace TypedTasks.Redis;

/// <summary>Every script, one a transition.</summary>
internal static class RedisScripts
{
    public static readonly RedisScript Check = RedisScript.Load("check");
    public static readonly RedisScript EnqueueOnce = RedisScript.Load("enqueue_once");
    public static readonly RedisScript EnqueueLimited = RedisScript.Load("enqueue_limited");
    public static readonly RedisScript Schedule = RedisScript.Load("schedule");
    public static readonly RedisScript Due = RedisScript.Load("due");
    public static readonly RedisScript Promote = RedisScript.Load("promote");
    public static readonly RedisScript Take = RedisScript.Load("take");
    public static readonly RedisScript Close = RedisScript.Load("close");
    public static readonly RedisScript Complete = RedisScript.Load("complete");
    public static readonly RedisScript Retry = RedisScript.Load("retry");
    public static readonly RedisScript Release = RedisScript.Load("release");
    public static readonly RedisScript Bury = RedisScript.Load("bury");
    public static readonly RedisScript Renew = RedisScript.Load("renew");
    public static readonly RedisScript Lapsed = RedisScript.Load("lapsed");
    public static readonly RedisScript Rescue = RedisScript.Load("rescue");
    public static readonly RedisScript Replay = RedisScript.Load("replay");
    public static readonly RedisScript Delete = RedisScript.Load("delete");
    public static readonly RedisScript Trim = RedisScript.Load("trim");
    public static readonly RedisScript Wake = RedisScript.Load("wake");
    public static readonly RedisScript Where = RedisScript.Load("where");
    public static readonly RedisScript Leased = RedisScript.Load("leased");
    public static readonly RedisScript Tally = RedisScript.Load("tally");

    public static IReadOnlyList<RedisScript> All { get; } =
    [
        Check, EnqueueOnce, EnqueueLimited, Schedule, Due, Promote, Take, Close, Complete, Retry, Release, Bury, Renew, Lapsed, Rescue, Replay, Delete, Trim, Wake, Where,
        Leased, Tally,
    ];
}
