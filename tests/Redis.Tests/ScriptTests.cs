using System.Text.RegularExpressions;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>The laws of a script.</summary>
public sealed class ScriptTests
{
    [Fact]
    public void Every_file_is_a_script_with_a_header()
    {
        string[] files = typeof(RedisScript).Assembly.GetManifestResourceNames();

        Assert.Equal(
            RedisScripts.All.Select(static script => $"Scripts/{script.Name}.lua").Order(),
            files.Where(static file => file.StartsWith("Scripts/", StringComparison.Ordinal) && !file.StartsWith("Scripts/shared/", StringComparison.Ordinal)).Order());
        Assert.All(RedisScripts.All, static script =>
        {
            Assert.StartsWith($"-- {script.Name}: ", script.Text, StringComparison.Ordinal);
            Assert.Contains("\n-- returns  ", script.Text, StringComparison.Ordinal);
            Assert.NotEmpty(ScriptHeader.Read(script).Keys);
        });
    }

    [Fact]
    public async Task Every_call_is_what_the_header_says()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);

        IReadOnlyList<RecordedCall> calls = await RecordedCall.RecordAsync(server, () => ScriptScenario.RunAsync(ns));

        Assert.Equal(RedisScripts.All.Select(static script => script.Name).Order(), calls.Select(static call => call.Script.Name).Distinct().Order());
        foreach (RecordedCall call in calls)
        {
            ScriptHeader header = ScriptHeader.Read(call.Script);
            Assert.True(ScriptHeader.Counts(header.Keys, call.Keys.Length), $"{call.Script.Name} has {call.Keys.Length} keys");
            Assert.True(ScriptHeader.Counts(header.Values, call.Values.Length), $"{call.Script.Name} has {call.Values.Length} arguments");
            for (int i = 0; i < call.Keys.Length; i++)
            {
                HeaderLine? line = ScriptHeader.Of(header.Keys, i + 1);
                Assert.NotNull(line);
                Assert.Matches(KeyPattern(line.Form, ns), call.Keys[i]);
            }

            for (int i = 0; i < call.Values.Length; i++)
            {
                HeaderLine? line = ScriptHeader.Of(header.Values, i + 1);
                Assert.NotNull(line);
                Assert.True(Fits(line.Form, call.Values[i], ns), $"{call.Script.Name}: ARGV[{i + 1}] is no {line.Form}: {call.Values[i]}");
            }
        }
    }

    [Fact]
    public async Task Every_script_may_be_sent_twice()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        IReadOnlyList<RecordedCall> calls = await RecordedCall.RecordAsync(server, () => ScriptScenario.RunAsync(ns));
        await using RespClient client = await server.ConnectAsync();

        // But schedule, where nothing is remembered: once its task has run, sending it again is sending again (Delay says so when an outcome is unknown).
        foreach (RecordedCall call in calls.Where(static call => call.Script != RedisScripts.Schedule || call.Values[0] != "0"))
        {
            await client.CallAsync([.. Eval(call.Script, call.Keys, call.Values)], orError: true);
            await client.CallAsync([.. Eval(call.Script, call.Keys, call.Values)], orError: true);
        }

        Assert.Empty(await Fsck.RunAsync(ns));
        Assert.All(await Fsck.PlacesAsync(ns), static task => Assert.Single(task));
    }

    private static IEnumerable<string> Eval(RedisScript script, string[] keys, string[] values) =>
        ["EVAL", script.Text, keys.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), .. keys, .. values];

    internal static bool IsError(string answer) =>
        answer.StartsWith("ERR", StringComparison.Ordinal) || answer.StartsWith("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>The type that a key should have.</summary>
    internal static string TypeOf(string form, string key) => form.Split(':')[1..] switch
    {
        ["q" or "l" or "idle", ..] => "list",
        ["leases" or "scheduled" or "buried"] => "zset",
        ["t" or "once" or "waiting", ..] => "string",
        ["<result>"] => key.Split(':')[1] == "r" ? "string" : "hash",
        ["<place>"] => key.Split(':')[1..] is ["q" or "l" or "idle", ..] ? "list" : key.EndsWith(":tasks", StringComparison.Ordinal) ? "hash" : "zset",
        _ => "hash",
    };

    internal static Task<string> DigestAsync(RespClient client, TestNamespace ns) => client.CallAsync(
    [
        "EVAL",
        """
        local keys = redis.call('KEYS', ARGV[1])
        table.sort(keys)
        local all = ''
        for _, key in ipairs(keys) do
          -- The lock of the rescuers ends by itself meanwhile.
          if key ~= ARGV[2] then all = redis.sha1hex(all .. key .. redis.call('DUMP', key)) end
        end
        return all
        """,
        "0",
        ns.KeyPrefix + "*",
        ns.KeyPrefix + "rescue:lock",
    ]);

    private static string KeyPattern(string form, TestNamespace ns) => "^" + Regex.Escape(form)
        .Replace(@"\{ns}", Regex.Escape(ns.KeyPrefix[..^1]), StringComparison.Ordinal)
        .Replace("<session>", "[A-Za-z0-9]{1,64}", StringComparison.Ordinal)
        .Replace("<seq>", "[0-9]+", StringComparison.Ordinal)
        .Replace("<queue>", "[A-Za-z0-9._-]+", StringComparison.Ordinal)
        .Replace("<band>", "(0|s|p[1-9])", StringComparison.Ordinal)
        .Replace("<parked>", "(scheduled|buried):tasks", StringComparison.Ordinal)
        .Replace("<place>", "(q:.+|l:.+|idle:.+|(scheduled|buried)(:tasks)?)", StringComparison.Ordinal)
        .Replace("<result>", "(r:[0-9a-f]{32}|rs:[0-9a-f]{1,16})", StringComparison.Ordinal)
        .Replace("<id", "[0-9a-f]{32}", StringComparison.Ordinal) + "$";

    private static bool Fits(string unit, string value, TestNamespace ns) => unit switch
    {
        "ms" or "count" or "slot" or "size" => Regex.IsMatch(value, "^[0-9]+$"),
        "flag" => value is "0" or "1",
        "change" => Regex.IsMatch(value, "^[0-4]$"),
        "id" => value.Length == TaskId.Size,
        "lane" => Regex.IsMatch(value, "^[A-Za-z0-9._-]+:(0|s|p[1-9])$"),
        "lease" => Regex.IsMatch(value, "^[A-Za-z0-9]{1,64}\\.[0-9]+$"),
        "member" => Regex.IsMatch(value, "^[A-Za-z0-9]{1,64}\\.[0-9]+\\|[A-Za-z0-9._-]+:(0|s|p[1-9])$"),
        "place" => value.Length == 0 || Fits("lane", value, ns),
        "session" => Regex.IsMatch(value, "^[A-Za-z0-9]{1,64}$"),
        "slots" => Regex.IsMatch(value, "^(\\*|[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)$"),
        "results" => Regex.IsMatch(value, "^([0-9]+ [0-9,-]+(;[0-9]+ [0-9,-]+)*)?$"),
        "channel" => value.Length == 0 || value.StartsWith(ns.KeyPrefix, StringComparison.Ordinal),
        "word" => value is "in" or "at" or "scheduled" or "buried",
        "text" or "bytes" or "parked" => true,
        _ => false,
    };
}
