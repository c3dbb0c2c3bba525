using StackExchange.Redis;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests.Hostile;

/// <summary>All that lies in a Redis outside a namespace: every kind of key, under names as near to its own as there are; and an ear on every channel.</summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private const string Copies = """
        local keys = redis.call('KEYS', '*')
        for _, key in ipairs(keys) do
          if string.sub(key, 1, #ARGV[1]) == ARGV[1] and key ~= ARGV[1] .. 'rescue:lock' then
            for i = 2, #ARGV do redis.call('COPY', key, ARGV[i] .. string.sub(key, #ARGV[1] + 1)) end
          end
        end
        return #keys
        """;

    private const string Dump = """
        local keys, all, count = redis.call('KEYS', '*'), '', 0
        table.sort(keys)
        for _, key in ipairs(keys) do
          if string.sub(key, 1, #ARGV[1]) ~= ARGV[1] then
            all = redis.sha1hex(all .. key .. redis.call('DUMP', key) .. redis.call('PEXPIRETIME', key))
            count = count + 1
          end
        end
        return count .. ' keys, ' .. all
        """;

    private readonly List<string> channels = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TestNamespace ns;
    private readonly ConnectionMultiplexer multiplexer;
    private readonly RespClient client;

    private Neighbours(TestNamespace ns, ConnectionMultiplexer multiplexer, RespClient client) => (this.ns, this.multiplexer, this.client) = (ns, multiplexer, client);

    public IDatabase Database => multiplexer.GetDatabase();

    /// <summary>Copies all that the namespace holds now to its neighbours.</summary>
    public static async Task<Neighbours> OfAsync(TestNamespace ns)
    {
        var neighbours = new Neighbours(ns, await ConnectionMultiplexer.ConnectAsync(ns.Server.ConnectionString), await ns.Server.ConnectAsync());
        await neighbours.client.CallAsync(
        [
            "EVAL", Copies, "0", ns.KeyPrefix,
            "", $"{ns.Prefix}:", $"{{{ns.Prefix}2}}:", $"{{{ns.Prefix}}}}}:", $"{{{ns.Prefix[..^1]}}}:", $"{{{ns.Prefix}*}}:", $"{{[{ns.Prefix}]}}:", $"{{?{ns.Prefix[1..]}}}:", "{*}:",
            $"{{{ns.Prefix}}}", $"{{{ns.Prefix}:", $"{{{{{ns.Prefix}}}}}:", $"{{{ns.Prefix.ToUpperInvariant()}}}:", $"{{{ns.Prefix} }}:", $"{{{ns.Prefix}\0}}:", $"{{{ns.Prefix}\r\n}}:", "{}:", "{other}:", "other:",
            $" {ns.KeyPrefix}", $"saved:{ns.KeyPrefix}",
        ]);
        await neighbours.multiplexer.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("*"), (channel, _) => neighbours.Hear(channel.ToString()));
        return neighbours;
    }

    /// <summary>A digest of all that is outside: names, values and ends.</summary>
    public Task<string> DumpAsync() => client.CallAsync(["EVAL", Dump, "0", ns.KeyPrefix]);

    /// <summary>Every key inside.</summary>
    public async Task<IReadOnlyList<string>> InsideAsync() =>
        [.. ((RedisKey[])(await Database.ScriptEvaluateAsync("return redis.call('KEYS', '*')"))!).Select(static key => key.ToString()).Where(key => key.StartsWith(ns.KeyPrefix, StringComparison.Ordinal))];

    /// <summary>Every channel that anything was published on so far; hears nothing afterwards.</summary>
    public async Task<IReadOnlyList<string>> ChannelsAsync()
    {
        await multiplexer.GetSubscriber().PublishAsync(RedisChannel.Literal("end"), RedisValue.EmptyString);
        await ended.Task;
        return channels;
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await multiplexer.DisposeAsync();
    }

    private void Hear(string channel)
    {
        if (channel == "end")
        {
            ended.TrySetResult();
        }
        else
        {
            lock (channels)
            {
                channels.Add(channel);
            }
        }
    }
}
