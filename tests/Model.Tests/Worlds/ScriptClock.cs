using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;
using TypedTasks.Redis;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>
/// Gives the real scripts a clock that stands still. Each text gets lines before it that answer TIME from a key, and note when
/// what is SET with PX, or given a PEXPIRE, would be gone; all else reaches the real <c>redis.call</c>. Nothing in src knows of it.
/// </summary>
internal static class ScriptClock
{
    private const string Before = """
        local real = redis
        local redis = setmetatable({ call = function(command, ...)
          if command == 'TIME' then
            local now = tonumber(real.call('GET', 'clock'))
            return { string.format('%.0f', math.floor(now / 1000)), string.format('%.0f', now % 1000 * 1000) }
          end
          if command == 'SET' then
            local given = { ... }
            for i = 3, #given - 1 do
              if given[i] == 'PX' then
                local ends = real.call('GET', 'clock') + given[i + 1]
                given[i + 1] = 86400000
                local answer = real.call(command, (table.unpack or unpack)(given))
                if answer then
                  real.call('ZADD', 'ends', ends, given[1])
                end
                return answer
              end
            end
          end
          if command == 'PEXPIRE' then
            local key, ms = ...
            real.call('ZADD', 'ends', real.call('GET', 'clock') + ms, key)
            return real.call(command, key, 86400000)
          end
          if command == 'PTTL' then
            local left = real.call(command, ...)
            return left < 0 and left or real.call('ZSCORE', 'ends', ...) - real.call('GET', 'clock')
          end
          return real.call(command, ...)
        end }, { __index = real })

        """;

    private const string MoveScript = """
        redis.call('SET', 'clock', ARGV[1])
        for _, key in ipairs(redis.call('ZRANGEBYSCORE', 'ends', '-inf', ARGV[1])) do
          redis.call('DEL', key)
          redis.call('ZREM', 'ends', key)
        end
        return 1
        """;

    private static readonly bool Installed = InstallAll();

    /// <summary>Sets the clock, and lets what has ended by then go.</summary>
    public static Task SetAsync(IDatabase database, long milliseconds)
    {
        Assert.True(Installed);
        return database.ScriptEvaluateAsync(MoveScript, values: [milliseconds]);
    }

    // The lease keeper's connection reads hash and text of its script when it is first used: this comes before.
    private static bool InstallAll()
    {
        foreach (RedisScript script in RedisScripts.All)
        {
            byte[] text = Encoding.UTF8.GetBytes(Before + script.Text);
            TextOf(script) = Encoding.UTF8.GetString(text);
#pragma warning disable CA5350 // Redis names scripts by SHA-1.
            HashOf(script) = SHA1.HashData(text);
#pragma warning restore CA5350
            ShaOf(script) = Convert.ToHexString(HashOf(script)).ToLowerInvariant();
        }

        return true;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Text>k__BackingField")]
    private static extern ref string TextOf(RedisScript script);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Sha>k__BackingField")]
    private static extern ref string ShaOf(RedisScript script);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "hash")]
    private static extern ref byte[] HashOf(RedisScript script);
}
