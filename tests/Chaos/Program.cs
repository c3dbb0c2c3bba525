using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Rows;

// ./do chaos [word]        all rows, or those whose name contains a word
// ./do chaos --list        their names
// ./do chaos --brief       the short form
// ./do chaos --write       the table into docs/reliability.md
string? word = args.FirstOrDefault(static arg => !arg.StartsWith("--", StringComparison.Ordinal));
bool brief = args.Contains("--brief");
Row[] rows = [.. AllRows.List.Where(row => (!brief || row.Brief) && (word is null || $"{row.Name} {row.Fsync}".Contains(word, StringComparison.OrdinalIgnoreCase)))];
if (args.Contains("--list"))
{
    Array.ForEach(rows, static row => Console.WriteLine($"{row.Name} ({row.Fsync})"));
    return 0;
}

TimeSpan lease = brief ? TimeSpan.FromSeconds(6) : new TypedTasks.Worker.WorkerOptions().LeaseTime;
DirectoryInfo keep = Directory.CreateDirectory(Path.Combine("artifacts", "chaos"));
long start = Stopwatch.GetTimestamp();
IReadOnlyList<RowReport> reports = await AllRows.PlayAsync(rows, lease, brief ? 4 : 3, keep, static report =>
{
    string verdict = report.Wrong.Count > 0 ? "BROKEN" : report.Slow.Count > 0 ? "SLOW" : "kept";
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verdict,-7} {report.Took.TotalSeconds,4:F0} s  {report.Name} ({report.Fsync})"));
    foreach (string wrong in report.Wrong.Take(20).Concat(report.Slow))
    {
        Console.WriteLine($"        {wrong}");
    }
});

string took = string.Create(
    CultureInfo.InvariantCulture, $"{rows.Length} rows in {Stopwatch.GetElapsedTime(start).TotalMinutes:F1} minutes, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, leases of {lease.TotalSeconds} s\n");
string table = $"\n{Table.Of(reports)}\n{took}";
Console.Write(table);
await File.WriteAllTextAsync(Path.Combine("artifacts", "chaos.md"), table);
if (args.Contains("--write"))
{
    Table.Write(Path.Combine("docs", "reliability.md"), table);
}

return reports.Count(static report => report.Wrong.Count + report.Slow.Count > 0) == 0 ? 0 : 1;
