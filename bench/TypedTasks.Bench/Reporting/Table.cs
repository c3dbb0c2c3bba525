using System.Globalization;

namespace TypedTasks.Bench.Reporting;

/// <summary>The table, on the console and in docs/performance.md.</summary>
internal static class Table
{
    private static readonly (string Head, int Width)[] Columns =
    [
        ("scenario", -17), ("system", -11), ("tasks/s", 11), ("p50 ms", 8), ("p99 ms", 8), ("lost", 6), ("redis us", 9), ("redis B", 8), ("alloc B", 8), ("ours is", 0),
    ];

    public static void Head() => Console.WriteLine(Line([.. Columns.Select(static column => column.Head)]));

    public static void Print(Measurement row, Results results) => Console.WriteLine(Line(Cells(row, results)));

    /// <summary>The same for a page.</summary>
    public static IEnumerable<string> Markdown(Results results)
    {
        yield return "| " + string.Join(" | ", Columns.Select(static column => column.Head)) + " |";
        yield return "|" + string.Concat(Columns.Select(static column => column.Width > 0 ? "--:|" : "---|"));
        foreach (Measurement row in results.Rows)
        {
            yield return "| " + string.Join(" | ", Cells(row, results)) + " |";
        }
    }

    private static string[] Cells(Measurement row, Results results) =>
    [
        row.Scenario,
        row.System,
        Number(row.TasksPerSecond, "N0"),
        Number(row.P50, "0.00"),
        Number(row.P99, "0.00"),
        row.Lost.ToString(CultureInfo.InvariantCulture),
        Number(row.RedisMicrosecondsPerTask, "0.00"),
        Number(row.BytesPerTask, "0"),
        Number(row.AllocatedPerTask, "0"),
        row.Void ?? Remark(row, results),
    ];

    // Beside the floor: our share of it. Beside a peer: how many times as fast we are, or as quick where a wait is what is measured.
    private static string Remark(Measurement row, Results results)
    {
        if (row.ProcessorPercent is { } share)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{share:0.00} % of a core, {row.RedisCommandsPerSecond:0.0} Redis commands/s");
        }

        if (results.Find(row.Scenario) is not { } ours)
        {
            return string.Empty;
        }

        if (row == ours)
        {
            return string.Join(", ", results.Rows.Where(other => other.Scenario == row.Scenario && other != row && other.Void is null).Select(other => Beside(ours, other)));
        }

        return Beside(ours, row);
    }

    private static string Beside(Measurement ours, Measurement other)
    {
        bool waits = ours.Scenario.StartsWith("idle-latency", StringComparison.Ordinal);
        double? times = waits ? other.P50 / ours.P50 : ours.TasksPerSecond / other.TasksPerSecond;
        return times is null ? string.Empty : $"{Verdicts.Text(times.Value)}x {other.System}";
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Line(string[] cells) => string.Join(' ', cells.Select(static (cell, index) =>
        Columns[index].Width < 0 ? cell.PadRight(-Columns[index].Width) : cell.PadLeft(Columns[index].Width))).TrimEnd();
}
