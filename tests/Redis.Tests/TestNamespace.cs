using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>A namespace that no other test uses, a look into it from outside, and a hand on its clock.</summary>
internal sealed class TestNamespace(RedisServer server)
{
    // Redis has one clock: instead of moving it, all that was stored is moved by as much the other way.
    private const string AdvanceScript = """
        local ns, by = ARGV[1], tonumber(ARGV[2])
        for _, name in ipairs({'leases', 'scheduled', 'buried'}) do
          local members = redis.call('ZRANGE', ns .. name, 0, -1, 'WITHSCORES')
          for i = 1, #members, 2 do
            redis.call('ZADD', ns .. name, members[i + 1] - by, members[i])
          end
        end
        for _, field in ipairs({'tick', 'grace_until'}) do
          local value = redis.call('HGET', ns .. 'rescue', field)
          if value then
            redis.call('HSET', ns .. 'rescue', field, string.format('%.0f', value - by))
          end
        end
        for _, kind in ipairs({'r:*', 'rs:*', 'once:*'}) do
          local cursor = '0'
          repeat
            local page = redis.call('SCAN', cursor, 'MATCH', ns .. kind, 'COUNT', 1000)
            cursor = page[1]
            for _, key in ipairs(page[2]) do
              local left = redis.call('PTTL', key) - by
              if left > 0 then redis.call('PEXPIRE', key, string.format('%.0f', left)) else redis.call('DEL', key) end
            end
          until cursor == '0'
        end
        return 1
        """;

    private static int last;

    /// <summary>The prefix.</summary>
    public string Prefix { get; } = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref last)}");

    /// <summary>The server.</summary>
    public RedisServer Server => server;

    /// <summary>What every key begins with.</summary>
    public string KeyPrefix => $"{{{Prefix}}}:";

    public RedisKeys Keys => new(Prefix);

    public RedisOptions Options => new() { Prefix = Prefix };

    /// <summary>How to connect as the default user, trusting the server's own authority where it has one.</summary>
    public ConfigurationOptions Configuration
    {
        get
        {
            var configuration = ConfigurationOptions.Parse(server.ConnectionString);
            if (server.AuthorityFile is { } authority)
            {
                configuration.TrustIssuer(authority);
            }

            return configuration;
        }
    }

    public RedisBroker NewBroker(RedisOptions? options = null) => new(Configuration, options ?? Options);

    public async Task<RedisBroker> ConnectAsync()
    {
        RedisBroker broker = NewBroker();
        await broker.ConnectAsync();
        return broker;
    }

    /// <summary>Lets time pass for all that is stored.</summary>
    public Task AdvanceAsync(TimeSpan by) => server.CommandAsync(
        "EVAL", AdvanceScript, "0", KeyPrefix, by.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture));

    /// <summary>Lets the next rescuer in at once.</summary>
    public Task ForgetLastTickAsync() => server.CommandAsync("DEL", KeyPrefix + "rescue:lock");
}
