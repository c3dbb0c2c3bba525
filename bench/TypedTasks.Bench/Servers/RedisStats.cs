using System.Globalization;
using StackExchange.Redis;

namespace TypedTasks.Bench.Servers;

/// <summary>What Redis says of itself: time spent in commands, memory used, commands served.</summary>
internal sealed class RedisStats(IServer server)
{
    public async Task ResetAsync() => await server.ExecuteAsync("CONFIG", "RESETSTAT");

    /// <summary>
    /// Time in commands since the reset, without the reading and writing of sockets. A script's time holds that of the commands it
    /// calls, and EXEC's that of what it executes: only what clients sent themselves is added up.
    /// </summary>
    /// <param name="scripted">Whether the system works by scripts, so that other commands are mostly called by them.</param>
    public Task<double> CommandMicrosecondsAsync(bool scripted) => SumAsync("usec", scripted);

    /// <summary>Commands that clients sent since the reset, counted by the same rule.</summary>
    /// <param name="scripted">Whether the system works by scripts.</param>
    public Task<double> CommandsAsync(bool scripted) => SumAsync("calls", scripted);

    public async Task<double> UsedMemoryAsync() => await NumberAsync("memory", "used_memory");

    private async Task<double> SumAsync(string field, bool scripted)
    {
        double sum = 0;
        foreach ((string command, string value) in await InfoAsync("commandstats"))
        {
            string name = command["cmdstat_".Length..];
            bool counted = scripted
                ? name is "eval" or "evalsha" or "publish" or "ping" or "rpush" or "lrange" or "blmove" or "bzpopmin"
                : name is not ("exec" or "info" or "flushall") && !name.StartsWith("config", StringComparison.Ordinal);
            if (counted)
            {
                sum += double.Parse(
                    value.Split(',').First(part => part.StartsWith(field + "=", StringComparison.Ordinal))[(field.Length + 1)..], CultureInfo.InvariantCulture);
            }
        }

        return sum;
    }

    private async Task<double> NumberAsync(string section, string key) =>
        double.Parse((await InfoAsync(section)).First(pair => pair.Key == key).Value, CultureInfo.InvariantCulture);

    private async Task<IEnumerable<KeyValuePair<string, string>>> InfoAsync(string section) =>
        (await server.InfoAsync(section)).SelectMany(static group => group);
}
