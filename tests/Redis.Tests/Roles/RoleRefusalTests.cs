using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests.Roles;

/// <summary>What each role of the committed ACL file must not do, tried as that user of a real Redis.</summary>
public sealed class RoleRefusalTests
{
    private static readonly string[][] Nobody =
    [
        ["FLUSHALL"], ["FLUSHDB"], ["KEYS", "*"], ["CONFIG", "GET", "*"], ["CONFIG", "SET", "save", ""], ["ACL", "LIST"], ["ACL", "WHOAMI"],
        ["SHUTDOWN"], ["MONITOR"], ["CLIENT", "LIST"], ["CLIENT", "KILL", "TYPE", "normal"], ["CLIENT", "PAUSE", "1"], ["REPLICAOF", "NO", "ONE"], ["MIGRATE", "h", "1", "k", "0", "1"],
        ["RESTORE", "{tt}:x", "0", "x"], ["DUMP", "{tt}:q:mail:0"], ["RENAME", "{tt}:q:mail:0", "{tt}:q:spam:0"], ["COPY", "{tt}:q:mail:0", "{tt}:q:spam:0"],
        ["OBJECT", "ENCODING", "{tt}:q:mail:0"], ["MODULE", "LIST"], ["SCRIPT", "FLUSH"], ["FUNCTION", "FLUSH"], ["SWAPDB", "0", "1"], ["SAVE"], ["BGREWRITEAOF"],
        ["GET", "other"], ["SET", "other", "1"], ["GET", "{other}:r:00"], ["RPUSH", "{other}:q:mail:0", "x"], ["LRANGE", "{ttx}:q:mail:0", "0", "-1"],
        ["PUBLISH", "other", "x"], ["PUBLISH", "{other}:wake:x", "x"], ["SUBSCRIBE", "{other}:done:x"], ["PSUBSCRIBE", "*"], ["PSUBSCRIBE", "{tt}:*"], ["PUBSUB", "CHANNELS"],
        ["EVAL", "return redis.call('FLUSHALL')", "0"], ["EVAL", "return redis.call('GET', 'other')", "0"], ["EVAL", "return redis.call('KEYS', '*')", "0"],
        ["EVAL", "return redis.call('GET', KEYS[1])", "1", "{other}:r:00"],
    ];

    private static readonly string[][] Senders =
    [
        ["SORT", "{tt}:q:mail:0"],
        ["LPOP", "{tt}:q:mail:0"], ["LRANGE", "{tt}:q:mail:0", "0", "-1"], ["LINDEX", "{tt}:q:mail:0", "0"], ["DEL", "{tt}:q:mail:0"], ["LREM", "{tt}:q:mail:0", "0", "x"],
        ["LRANGE", "{tt}:l:a.1", "0", "-1"], ["ZADD", "{tt}:leases", "1", "x"], ["ZRANGE", "{tt}:leases", "0", "-1"],
        ["HGETALL", "{tt}:scheduled:tasks"], ["HGETALL", "{tt}:buried:tasks"], ["HKEYS", "{tt}:buried:tasks"], ["HSCAN", "{tt}:buried:tasks", "0"], ["HSET", "{tt}:buried:tasks", "x", "y"],
        ["ZRANGE", "{tt}:scheduled", "0", "-1"], ["ZRANGE", "{tt}:buried", "0", "-1"], ["ZREM", "{tt}:scheduled", "x"], ["ZADD", "{tt}:buried", "1", "x"], ["HDEL", "{tt}:scheduled:tasks", "x"],
        ["SET", "{tt}:r:00", "x"], ["DEL", "{tt}:r:00"], ["SMEMBERS", "{tt}:queues"], ["HGETALL", "{tt}:counts"], ["LRANGE", "{tt}:idle:mail", "0", "-1"], ["GET", "{tt}:once:00"], ["SCAN", "0"],
        ["SUBSCRIBE", "{tt}:wake:a"], ["PUBLISH", "{tt}:done:00", "x"],
        ["EVAL", "return redis.call('LPOP', KEYS[1])", "1", "{tt}:q:mail:0"], ["EVAL", "return redis.call('HGETALL', KEYS[1])", "1", "{tt}:buried:tasks"],
    ];

    private static readonly string[][] Readers =
    [
        ["SORT", "{tt}:q:mail:0"],
        ["RPUSH", "{tt}:q:mail:0", "x"], ["LPOP", "{tt}:q:mail:0"], ["LREM", "{tt}:q:mail:0", "0", "x"], ["DEL", "{tt}:q:mail:0"], ["LPOP", "{tt}:idle:mail"],
        ["ZADD", "{tt}:scheduled", "1", "x"], ["ZREM", "{tt}:buried", "x"], ["HSET", "{tt}:buried:tasks", "x", "y"], ["HDEL", "{tt}:buried:tasks", "x"], ["HINCRBY", "{tt}:counts", "x", "1"],
        ["SET", "{tt}:r:00", "x"], ["DEL", "{tt}:r:00"], ["SADD", "{tt}:queues", "x"], ["EXPIRE", "{tt}:buried", "1"], ["PUBLISH", "{tt}:wake:a", "x"], ["PUBLISH", "{tt}:done:00", "x"],
        ["SUBSCRIBE", "{tt}:wake:a"], ["SCAN", "0"], ["EVAL", "return redis.call('ZREM', KEYS[1], 'x')", "1", "{tt}:buried"], ["EVAL", "return redis.call('DEL', KEYS[1])", "1", "{tt}:leases"],
    ];

    private static readonly string[][] Operators =
    [
        ["SORT", "{tt}:q:mail:0"],
        ["RPUSH", "{tt}:l:a.1", "x"], ["LPOP", "{tt}:q:mail:0"], ["LREM", "{tt}:q:mail:0", "0", "x"], ["DEL", "{tt}:q:mail:0"], ["DEL", "{tt}:buried"], ["ZREM", "{tt}:scheduled", "x"],
        ["ZADD", "{tt}:leases", "1", "x"], ["ZREM", "{tt}:leases", "x"], ["HSET", "{tt}:buried:tasks", "x", "y"], ["SET", "{tt}:r:00", "x"], ["SUBSCRIBE", "{tt}:wake:a"],
        ["EVAL", "return redis.call('DEL', KEYS[1])", "1", "{tt}:leases"],
    ];

    private static readonly string[][] Workers = [["SMEMBERS", "{tt}:queues"], ["HGETALL", "{tt}:buried:tasks"], ["SCAN", "0"], ["EXPIRE", "{tt}:leases", "1"], ["SORT", "{tt}:queues"]];

    [Fact]
    public async Task No_role_does_more_than_it_must()
    {
        await using RedisServer server = await RoleFile.StartAsync();
        List<string> allowed = [];
        await TryAllAsync(server, RoleFile.Producer, [.. Nobody, .. Senders], allowed);
        await TryAllAsync(server, RoleFile.Worker, [.. Nobody, .. Workers], allowed);
        await TryAllAsync(server, RoleFile.Inspector, [.. Nobody, .. Readers], allowed);
        await TryAllAsync(server, RoleFile.Operator, [.. Nobody, .. Operators], allowed);

        Assert.Empty(allowed);
    }

    [Fact]
    public async Task The_start_check_says_which_right_is_missing_and_where_the_roles_are()
    {
        await using RedisServer server = await RoleFile.StartAsync();
        await using var elsewhere = new RedisBroker(
            ConfigurationOptions.Parse(RoleFile.ConnectionString(server, RoleFile.Worker)), new RedisOptions { Prefix = "other" });

        string message = (await Assert.ThrowsAsync<BrokerUnavailableException>(async () => await elsewhere.ConnectAsync())).Message;

        Assert.Contains("does not permit this user", message, StringComparison.Ordinal);
        Assert.Contains("key", message, StringComparison.Ordinal);
        Assert.Contains("docs/security.md", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_says_what_was_refused_and_where_the_roles_are()
    {
        await using RedisServer server = await RoleFile.StartAsync();
        await using RedisBroker producer = await RoleFile.ConnectAsync(server, RoleFile.Producer);
        await using RedisBroker inspector = await RoleFile.ConnectAsync(server, RoleFile.Inspector);
        EnqueueItem item = Sent.Make(1).To(Lane.Of("mail"));
        await producer.EnqueueAsync(new[] { item });

        var take = new TakeRequest(new LeaseId("thief", 1), [Lane.Of("mail")], 10, 1 << 20, TimeSpan.FromSeconds(15));
        BrokerUnavailableException taken = await Assert.ThrowsAsync<BrokerUnavailableException>(async () => await producer.TakeAsync(take));
        TaskNotSentException sent = await Assert.ThrowsAsync<TaskNotSentException>(async () => await inspector.EnqueueAsync(new[] { item }));
        BrokerUnavailableException counted = await Assert.ThrowsAsync<BrokerUnavailableException>(async () => await producer.CountAsync());

        Assert.All([taken.Message, sent.Message, counted.Message], static message =>
        {
            Assert.Matches("NOPERM|can't access|can't run", message);
            Assert.Contains("docs/security.md", message, StringComparison.Ordinal);
        });
        Assert.Equal("1", await server.CommandAsync("LLEN", "{tt}:q:mail:0"));
    }

    private static async Task TryAllAsync(RedisServer server, string role, string[][] commands, List<string> allowed)
    {
        await using RespClient client = await server.ConnectAsync();
        await client.CallAsync(["AUTH", $"typedtasks-{role}", $"change-me-{role}"]);
        foreach (string[] command in commands)
        {
            // A refusal by the ACL, whether of the command itself or of one that a script made; nothing else will do.
            string answer = await client.CallAsync(command, orError: true);
            if (!answer.StartsWith("NOPERM", StringComparison.Ordinal) && !answer.Contains("The user executing the script can't", StringComparison.Ordinal)
                && !answer.Contains("ACL failure in script", StringComparison.Ordinal))
            {
                allowed.Add($"{role}: {string.Join(' ', command)} -> {answer}");
            }
        }
    }
}
