using System.Diagnostics;
using System.Globalization;
using TypedTasks.Bench.Sources;

// Every rule over source that nobody wrote for us. ./do sources fetches it and runs this.
if (args is not [var root, .. var rest] || !Directory.Exists(root) || rest is not ([] or ["--plant", _] or ["--plant", _, "--report", _]))
{
    Console.Error.WriteLine("usage: sources <folder> [--plant <one method in n becomes a task>] [--report <file>]");
    return 2;
}

int? oneIn = rest is ["--plant", var n, ..] ? int.Parse(n, CultureInfo.InvariantCulture) : null;
await using var report = rest is [.., "--report", var path] ? new StreamWriter(path) : StreamWriter.Null;

var clock = Stopwatch.StartNew();
var (lines, faults) = (0, 0);
var all = new Dictionary<string, int>(StringComparer.Ordinal);
foreach (SourceProject project in SourceProject.In(root))
{
    Verdict verdict = await project.JudgeAsync(oneIn);
    Console.WriteLine($"{project.Name,-62} {project.Files,5} files {project.Lines,8} lines {verdict.Time.TotalSeconds,6:F1} s  {verdict.Summary}");
    foreach (string fault in verdict.Faults)
    {
        Console.WriteLine(fault);
    }

    foreach (Finding finding in verdict.Findings)
    {
        all[finding.Id] = all.GetValueOrDefault(finding.Id) + 1;
        await report.WriteLineAsync($"{finding.Id}\t{finding.Place}\t{finding.Message}\t{finding.Line}");
    }

    lines += project.Lines;
    faults += verdict.Faults.Count;
}

Console.WriteLine($"\n{lines:N0} lines in {clock.Elapsed.TotalSeconds:F0} s, {faults} exceptions, {all.Values.Sum()} diagnostics");
foreach ((string id, int count) in all.OrderBy(one => one.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{id,-8} {count,8}");
}

// Where no task was planted there is nothing to say.
return faults == 0 && (oneIn is not null || all.Count == 0) ? 0 : 1;
