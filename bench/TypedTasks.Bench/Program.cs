using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Bench;
using TypedTasks.Bench.Comparing;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Scenarios;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

if (args is ["compare", ..])
{
    return await RevisionComparison.RunAsync(args[1..]);
}

BenchOptions options = BenchOptions.Parse(args);
Scenario[] chosen = [.. AllScenarios.List.Where(scenario =>
    options.Scenarios.Count == 0 || options.Scenarios.Any(name => scenario.Name == name || scenario.Name.StartsWith(name + "-", StringComparison.Ordinal)))];
if (options.List || chosen.Length == 0)
{
    foreach (Scenario scenario in AllScenarios.List)
    {
        Console.WriteLine($"  {scenario.Name,-17} {scenario.Sentence} [{string.Join(' ', scenario.Systems.Select(static system => system.Name))}]");
    }

    return options.List ? 0 : 2;
}

// Each scenario prints its rows as they come; the file is written anew after each, so that a run cut short has left what it had.
var watch = Stopwatch.StartNew();
var stage = new Stage(options);
string machine = Machine.Describe();
int failed = 0;
Console.WriteLine(machine);
foreach (Scenario scenario in chosen)
{
    Console.WriteLine();
    Console.WriteLine($"{scenario.Name}: {scenario.Sentence}");
    Table.Head();
    var rows = new List<Measurement>();
    foreach (BenchSystem system in scenario.Systems.Where(system => options.Systems.Count == 0 || options.Systems.Contains(system.Name)))
    {
        try
        {
            rows.AddRange((await scenario.Measure(stage, system)).Select(row => Voiding.Judge(row, system)));
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException or RedisException)
        {
            // One system that does not run leaves the others their figures.
            failed++;
            Console.WriteLine($"  {system.Name} FAILED: {error.Message}");
        }
    }

    stage.Rows.AddRange(rows);
    BenchFile.Save(stage.Rows);
    rows.ForEach(row => Table.Print(row, new Results(rows)));
}

Console.WriteLine();
var results = new Results(stage.Rows);
int missed = Verdicts.Print(results);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {watch.Elapsed.TotalMinutes:0.0} minutes; written to {BenchFile.Path}"));
if (options.WriteDocs)
{
    DocsFigures.Write(machine, watch.Elapsed, results, stage.Notes);
}

return missed + failed == 0 ? 0 : 1;
