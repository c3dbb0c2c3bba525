using System.Globalization;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>
/// Every script, in the very state in which it has work to do, gets keys of every wrong type, arguments of every wrong kind, too
/// many and too few of both, and a Redis whose memory is full. What it refuses it has not begun; what it accepts breaks no invariant.
/// </summary>
public sealed class ScriptAbuseTests
{
    private const string Save = """
        local keys = redis.call('KEYS', ARGV[2] .. '*')
        for _, key in ipairs(keys) do redis.call('DEL', key) end
        keys = redis.call('KEYS', ARGV[1] .. '*')
        for _, key in ipairs(keys) do redis.call('COPY', key, ARGV[2] .. key, 'REPLACE') end
        return #keys
        """;

    private const string Load = """
        local keys = redis.call('KEYS', ARGV[1] .. '*')
        for _, key in ipairs(keys) do redis.call('DEL', key) end
        keys = redis.call('KEYS', ARGV[2] .. '*')
        for _, key in ipairs(keys) do redis.call('COPY', key, string.sub(key, #ARGV[2] + 1), 'REPLACE') end
        return #keys
        """;

    private static readonly string[] BadValues =
    [
        "", "x", "0", "-1", "1.5", "nan", "inf", "-inf", "1e999", "99999999999999999999", "90071992547409930", "0x10", "\0\r\n", new('\0', 300), new('\u00ff', 20),
    ];

    private static readonly string[] Types = ["string", "list", "hash", "zset", "set"];

    // Whatever type it has, it is overwritten or deleted by these: SET and DEL ask for none.
    private static readonly string[] AnyType = ["{ns}:once:<id", "{ns}:check", "{ns}:rescue:lock", "{ns}:waiting"];

    [Fact]
    public async Task A_refused_call_has_written_nothing_and_an_accepted_one_breaks_no_invariant()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RespClient client = await server.ConnectAsync();
        var abused = new HashSet<string>();
        int refused = 0;
        await EachCallAsync(server, client, async (ns, call) =>
        {
            abused.Add(call.Script.Name);
            foreach ((RecordedCall bad, string? spoiledKey, string type) in Mutations(call))
            {
                await CopyAsync(client, Load, ns);
                if (spoiledKey is not null)
                {
                    await SpoilAsync(client, spoiledKey, type);
                }

                string before = await ScriptTests.DigestAsync(client, ns);
                string answer = await client.CallAsync(Eval(bad), orError: true);
                string after = await ScriptTests.DigestAsync(client, ns);
                string words = $"{call.Script.Name} answered {answer} to {string.Join(' ', bad.Keys)} | {string.Join(' ', bad.Values)}{(spoiledKey is null ? string.Empty : $" with {spoiledKey} a {type}")}";
                if (ScriptTests.IsError(answer))
                {
                    refused++;
                    Assert.True(before == after, $"It wrote before it refused: {words}");
                }
                else if (spoiledKey is not null)
                {
                    // It had no need of that key, and has not touched it.
                    Assert.Equal(type, await client.CallAsync(["TYPE", spoiledKey]));
                }
                else if (before != after)
                {
                    IReadOnlyList<string> findings = await Fsck.RunAsync(ns);
                    Assert.True(findings.Count == 0, $"{string.Join('\n', findings)}\n{words}");
                }
            }
        });

        Assert.Equal(RedisScripts.All.Select(static script => script.Name).Order(), abused.Order());
        Assert.True(refused > 1000, $"only {refused} calls were refused");
    }

    [Fact]
    public async Task At_full_memory_what_frees_or_protects_work_passes_and_all_else_has_written_nothing()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RespClient client = await server.ConnectAsync();
        await EachCallAsync(server, client, async (ns, call) =>
        {
            await CopyAsync(client, Load, ns);
            string before = await ScriptTests.DigestAsync(client, ns);
            await client.CallAsync(["CONFIG", "SET", "maxmemory", "1"]);
            string answer = await client.CallAsync(Eval(call), orError: true);
            await client.CallAsync(["CONFIG", "SET", "maxmemory", "0"]);
            string after = await ScriptTests.DigestAsync(client, ns);

            if (call.Script.Text.Contains("\n-- passes at maxmemory: ", StringComparison.Ordinal) || before == after)
            {
                Assert.False(answer.StartsWith("OOM", StringComparison.Ordinal) && call.Script.Text.Contains("\n-- passes at maxmemory: ", StringComparison.Ordinal), $"{call.Script.Name}: {answer}");
                Assert.Empty(await Fsck.RunAsync(ns));
                return;
            }

            Assert.Fail($"{call.Script.Name} wrote at full memory, and its header does not say so: {answer}");
        });
    }

    /// <summary>Each call of the scenario, with the namespace saved as that call finds it.</summary>
    private static async Task EachCallAsync(RedisServer server, RespClient client, Func<TestNamespace, RecordedCall, Task> look)
    {
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        foreach (RedisScript script in RedisScripts.All)
        {
            await client.CallAsync(["SCRIPT", "LOAD", script.Text]);
        }

        foreach (Func<TestNamespace, RedisBroker, Task> step in ScriptScenario.Steps)
        {
            await CopyAsync(client, Save, ns);
            IReadOnlyList<RecordedCall> calls = await RecordedCall.RecordAsync(server, () => step(ns, broker));

            // Nobody waits for a wake-up: it is through once what was sent behind it is.
            await broker.PingAsync();
            await broker.WakeAsync("nobody");
            await CopyAsync(client, Save, ns, "after:");
            await CopyAsync(client, Load, ns);
            foreach (RecordedCall call in calls)
            {
                await CopyAsync(client, Save, ns);
                await look(ns, call);
                await CopyAsync(client, Load, ns);
                await client.CallAsync(Eval(call));
            }

            await CopyAsync(client, Load, ns, "after:");
        }
    }

    private static Task<string> CopyAsync(RespClient client, string script, TestNamespace ns, string where = "saved:") =>
        client.CallAsync(["EVAL", script, "0", ns.KeyPrefix, where]);

    private static async Task SpoilAsync(RespClient client, string key, string type)
    {
        await client.CallAsync(["DEL", key]);
        await client.CallAsync(type switch
        {
            "string" => ["SET", key, "x"],
            "list" => ["RPUSH", key, "x"],
            "hash" => ["HSET", key, "x", "x"],
            "set" => ["SADD", key, "x"],
            _ => ["ZADD", key, "1", "x"],
        });
    }

    private static IEnumerable<(RecordedCall Call, string? SpoiledKey, string Type)> Mutations(RecordedCall call)
    {
        ScriptHeader header = ScriptHeader.Read(call.Script);
        for (int i = 0; i < call.Keys.Length; i++)
        {
            string form = ScriptHeader.Of(header.Keys, i + 1)!.Form;
            bool isResult = form == "{ns}:<result>" && ScriptTests.TypeOf(form, call.Keys[i]) == "string";
            foreach (string type in isResult || AnyType.Contains(form) ? [] : Types.Where(type => type != ScriptTests.TypeOf(form, call.Keys[i])))
            {
                yield return (call, call.Keys[i], type);
            }
        }

        for (int i = 0; i < call.Values.Length; i++)
        {
            foreach (string bad in BadValues)
            {
                string[] values = [.. call.Values];
                values[i] = bad;
                yield return (call with { Values = values }, null, string.Empty);
            }
        }

        foreach ((string[] keys, string[] values) in new (string[], string[])[]
        {
            (call.Keys, call.Values[..^1]), (call.Keys, [.. call.Values, "x"]), (call.Keys, []),
            (call.Keys[..^1], call.Values), ([.. call.Keys, call.Keys[^1]], call.Values), ([], call.Values), ([], []),
        })
        {
            yield return (call with { Keys = keys, Values = values }, null, string.Empty);
        }
    }

    private static string[] Eval(RecordedCall call) =>
        ["EVAL", call.Script.Text, call.Keys.Length.ToString(CultureInfo.InvariantCulture), .. call.Keys, .. call.Values];
}
