using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Redis;
using TypedTasks.Redis.Checking;

namespace TypedTasks.CommandLine.Checking;

/// <summary><c>typedtasks fsck</c>.</summary>
internal static class FsckCommand
{
    public static async Task<int> RunAsync(string redis, string prefix, bool json, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            FsckReport report = await RedisFsck.RunAsync(ConnectionText.Parse(redis), new RedisOptions { Prefix = prefix }, null, cancellationToken);
            if (json)
            {
                WriteJson(report, output);
            }
            else
            {
                Write(report, output);
            }

            return report.IsClean ? ExitCode.Fine : ExitCode.Broken;
        }
        catch (Exception error) when (error is BrokerUnavailableException or ArgumentException or RedisException)
        {
            await errors.WriteLineAsync(error.Message);
            return ExitCode.Failed;
        }
    }

    private static void Write(FsckReport report, TextWriter output)
    {
        foreach ((string place, long count) in Places(report.Totals))
        {
            output.WriteLine($"{place,-10} {Number(count),12}");
        }

        output.WriteLine();
        foreach (IGrouping<Invariant, FsckFinding> broken in report.Findings.GroupBy(static finding => finding.Invariant).OrderBy(static group => group.Key.Number))
        {
            output.WriteLine($"{broken.Key}  {broken.Key.Sentence}");
            foreach (FsckFinding finding in broken)
            {
                output.WriteLine($"    {finding.Key}: {finding.Problem}");
            }
        }

        foreach (string sentence in report.Undecided)
        {
            output.WriteLine($"undecided: {sentence}");
        }

        string more = report.Count > report.Findings.Count ? $", of which {Number(report.Findings.Count)} are shown" : string.Empty;
        output.WriteLine(report.IsClean ? "Clean: every key is accounted for." : $"{Number(report.Count)} findings{more}.");
    }

    private static void WriteJson(FsckReport report, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteNumber("count", report.Count);
        json.WriteStartObject("totals");
        foreach ((string place, long count) in Places(report.Totals))
        {
            json.WriteNumber(place, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (FsckFinding finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("invariant", finding.Invariant.ToString());
            json.WriteString("key", finding.Key);
            json.WriteString("problem", finding.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("undecided");
        foreach (string sentence in report.Undecided)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
    });

    private static IEnumerable<(string Place, long Count)> Places(FsckTotals totals) =>
    [
        ("ready", totals.Ready), ("taken", totals.Taken), ("scheduled", totals.Scheduled), ("buried", totals.Buried),
        ("leases", totals.Leases), ("results", totals.Results), ("keys", totals.Keys),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
