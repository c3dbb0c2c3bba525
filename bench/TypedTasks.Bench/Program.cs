using TypedTasks.Bench;
using TypedTasks.Bench.Drain;

// Each scenario prints rows and says which targets it missed; the process fails when one was.
var scenarios = new Dictionary<string, Func<BenchOptions, Task<IReadOnlyList<Measurement>>>>
{
    ["drain"] = DrainScenario.RunAsync,
};

if (args.Length == 0 || !scenarios.TryGetValue(args[0], out Func<BenchOptions, Task<IReadOnlyList<Measurement>>>? scenario))
{
    Console.Error.WriteLine($"usage: ./do bench <{string.Join('|', scenarios.Keys)}> [--tasks N] [--rounds N]");
    return 2;
}

BenchOptions options = BenchOptions.Parse(args.AsSpan(1));
IReadOnlyList<Measurement> rows = await scenario(options);
Report.Print(rows);
Report.Save(rows, Path.Combine("artifacts", "bench.json"));

string[] missed = [.. rows.Where(row => row.MissedTarget is not null).Select(row => $"{row.Scenario} {row.System}: {row.MissedTarget}")];
foreach (string line in missed)
{
    Console.Error.WriteLine($"target missed: {line}");
}

return missed.Length == 0 ? 0 : 1;
