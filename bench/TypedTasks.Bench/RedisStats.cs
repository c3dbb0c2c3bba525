using System.Globalization;
using StackExchange.Redis;

namespace TypedTasks.Bench;

/// <summary>What Redis says of itself: time spent in commands, memory used.</summary>
internal sealed class RedisStats(IServer server)
{
    public async Task ResetAsync() => await server.ExecuteAsync("CONFIG", "RESETSTAT");

    public async Task<double> CommandMicrosecondsAsync()
    {
        IGrouping<string, KeyValuePair<string, string>>[] info = await server.InfoAsync("commandstats");

        // A script's time holds the time of the commands it calls: those that no script calls here are counted beside EVALSHA.
        string[] counted = ["cmdstat_evalsha", "cmdstat_eval", "cmdstat_publish"];
        return info.SelectMany(section => section)
            .Where(pair => counted.Contains(pair.Key))
            .Sum(pair => double.Parse(pair.Value.Split(',').First(part => part.StartsWith("usec=", StringComparison.Ordinal))[5..], CultureInfo.InvariantCulture));
    }

    public async Task<double> UsedMemoryAsync()
    {
        IGrouping<string, KeyValuePair<string, string>>[] info = await server.InfoAsync("memory");
        return double.Parse(info.SelectMany(section => section).First(pair => pair.Key == "used_memory").Value, CultureInfo.InvariantCulture);
    }
}
