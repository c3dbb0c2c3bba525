using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Contract;
using TypedTasks.Redis;

namespace TypedTasks.CommandLine.Contracts;

/// <summary><c>typedtasks contract broker</c>.</summary>
internal static class BrokerCheck
{
    public static async Task<int> RunAsync(
        string contractPath, string redis, string space, IReadOnlyCollection<string> without, bool json, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (ContractSource.Read(contractPath, errors) is not { } contract)
        {
            return ExitCode.Failed;
        }

        try
        {
            await using var broker = new RedisBroker(ConnectionText.Parse(redis), new RedisOptions { Prefix = space });
            await broker.ConnectAsync(cancellationToken);
            var scan = new BrokerScan(broker, contract, without);
            await scan.RunAsync(cancellationToken);
            Write(scan, json, output);
            return scan.Found.Count > 0 ? ExitCode.Broken : ExitCode.Fine;
        }
        catch (Exception error) when (error is BrokerUnavailableException or ArgumentException or RedisException)
        {
            await errors.WriteLineAsync(error.Message);
            return ExitCode.Failed;
        }
    }

    private static void Write(BrokerScan scan, bool json, TextWriter output)
    {
        if (json)
        {
            WriteJson(scan, output);
            return;
        }

        foreach (StuckGroup group in scan.Found)
        {
            output.WriteLine($"{group.Place,-9} {Number(group.Count),8} x {group.First.Task}: {group.First.Detail}");
            output.WriteLine($"                     {string.Join(' ', group.Ids)}{(group.Count > group.Ids.Count ? " ..." : string.Empty)}");
        }

        string looked = string.Join(", ", scan.Seen.Select(static one => $"{Number(one.Value)} {one.Key}"));
        output.WriteLine($"{Number(scan.Found.Sum(static one => one.Count))} of {Number(scan.Seen.Values.Sum())} messages could not run ({looked}).");
    }

    private static void WriteJson(BrokerScan scan, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteNumber("stuck", scan.Found.Sum(static one => one.Count));
        json.WriteStartObject("seen");
        foreach ((string place, long count) in scan.Seen)
        {
            json.WriteNumber(place, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("groups");
        foreach (StuckGroup group in scan.Found)
        {
            json.WriteStartObject();
            json.WriteString("place", group.Place);
            json.WriteString("task", group.First.Task);
            json.WriteString("obstacle", group.First.Obstacle.ToString());
            json.WriteString("detail", group.First.Detail);
            json.WriteNumber("count", group.Count);
            json.WriteStartArray("ids");
            foreach (TaskId id in group.Ids)
            {
                json.WriteStringValue(id.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
