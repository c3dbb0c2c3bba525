using System.Globalization;
using TypedTasks.Fuzz;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Targets;

// ./do fuzz [minutes, 1] [--seed s] [--target name]   every target for its share of the minutes; exits with 1 when something is found
// ./do fuzz --replay file                             one input again: one that was found, one of the corpus, or what a dead process left
// ./do fuzz --list                                    the targets
const string Artifacts = "artifacts/fuzz";
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

IReadOnlyList<Target> targets = AllTargets.Make();
if (args.Contains("--list"))
{
    foreach (Target target in targets)
    {
        Console.WriteLine($"{target.Name,-16} {Corpus.Of(target.Name).Count,4} kept; at most {target.Bound.Fixed} bytes and {target.Bound.PerByte} for each byte of input");
    }

    return 0;
}

if (Option("--replay") is { } file)
{
    return Replay.Run(targets, file);
}

if (Option("--target") is { } only)
{
    targets = [.. targets.Where(one => one.Name == only)];
    if (targets.Count == 0)
    {
        Console.Error.WriteLine($"There is no target '{only}'; --list names them.");
        return 2;
    }
}

double minutes = args.Length > 0 && double.TryParse(args[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double asked) ? asked : 1;
int seed = Option("--seed") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Environment.TickCount;
Directory.CreateDirectory(Artifacts);
Console.WriteLine($"seed {seed}");
int found = 0;
foreach (Target target in targets)
{
    string running = Path.Combine(Artifacts, target.Name + ".running");
    FuzzReport report;
    byte[][] corpus = [.. Corpus.Of(target.Name).Select(static one => one.Bytes)];
    using (var last = new LastInput(running, corpus.Max(static one => one.Length) + target.MaxLength))
    {
        var budget = new FuzzBudget(seed, long.MaxValue, TimeSpan.FromMinutes(minutes / targets.Count), FuzzBudget.Hang);
        report = new Fuzzing(target, budget) { Last = last }.Run(corpus);
    }

    File.Delete(running);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Name,-16} {report.Inputs,10} inputs, {report.Inputs / report.Elapsed.TotalSeconds,8:F0}/s, {report.Learned,8} kept for a new outcome{(report.Finding is null ? string.Empty : ", FOUND")}"));
    if (report.Finding is { } finding)
    {
        found++;
        string path = Path.Combine(Artifacts, $"{target.Name}-{finding.Kind.ToString().ToLowerInvariant()}-{seed}.hex");
        File.WriteAllText(path, Corpus.Text(finding.Input, finding.Text));
        Console.WriteLine($"  {finding.Text.ReplaceLineEndings("\n  ")}\n  {finding.Input.Length} bytes in {path}; again: ./do fuzz --replay {path}");
    }
}

return found == 0 ? 0 : 1;
