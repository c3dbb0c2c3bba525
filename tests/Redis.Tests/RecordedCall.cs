using System.Globalization;
using System.Text;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>A script call as Redis saw it.</summary>
internal sealed record RecordedCall(RedisScript Script, string[] Keys, string[] Values)
{
    /// <summary>Records what a broker sends while <paramref name="work"/> runs.</summary>
    public static async Task<IReadOnlyList<RecordedCall>> RecordAsync(RedisServer server, Func<Task> work)
    {
        await using RespClient monitor = await server.ConnectAsync();
        await monitor.CallAsync(["MONITOR"]);
        await work();

        // The last line is known, so that none before it is missed.
        await server.CommandAsync("ECHO", "end of work");
        var calls = new List<RecordedCall>();
        while (await monitor.ReadAsync() is var line && !line.Contains("\"end of work\"", StringComparison.Ordinal))
        {
            string[] command = Parse(line);
            if (command is [var verb, var script, var count, ..] && verb.StartsWith("EVAL", StringComparison.OrdinalIgnoreCase))
            {
                int keys = int.Parse(count, CultureInfo.InvariantCulture);
                RedisScript? known = RedisScripts.All.FirstOrDefault(one => one.Sha == script || one.Text == script);
                if (known is not null)
                {
                    calls.Add(new RecordedCall(known, command[3..(3 + keys)], command[(3 + keys)..]));
                }
            }
        }

        return calls;
    }

    // 1700000000.123456 [0 127.0.0.1:40000] "EVALSHA" "..." with \xNN and the usual escapes.
    private static string[] Parse(string line)
    {
        var parts = new List<string>();
        for (int i = line.IndexOf('"', StringComparison.Ordinal); i >= 0 && i < line.Length; i = line.IndexOf('"', i))
        {
            var part = new StringBuilder();
            for (i++; line[i] != '"'; i++)
            {
                if (line[i] != '\\')
                {
                    part.Append(line[i]);
                    continue;
                }

                i++;
                switch (line[i])
                {
                    case 'x':
                        part.Append((char)Convert.ToByte(line.Substring(i + 1, 2), 16));
                        i += 2;
                        break;
                    case 'n': part.Append('\n'); break;
                    case 'r': part.Append('\r'); break;
                    case 't': part.Append('\t'); break;
                    case 'a': part.Append('\a'); break;
                    case 'b': part.Append('\b'); break;
                    default: part.Append(line[i]); break;
                }
            }

            parts.Add(part.ToString());
            i++;
            if (i >= line.Length)
            {
                break;
            }
        }

        return [.. parts];
    }
}
