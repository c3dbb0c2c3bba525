using System.Diagnostics;
using System.Globalization;
using TypedTasks.Brokers;
using TypedTasks.Simulation.Faults;
using TypedTasks.Simulation.Live;
using TypedTasks.Simulation.Plan;

// ./do sim N [--from seed]        many worlds, a report
// ./do sim --seed S               one world, its history
// ./do sim --faults               which seed catches each deliberate fault
// ./do sim --redis N [--from S]   many runs of the same checker before a real redis-server
int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

if (args.Contains("--seed"))
{
    Report one = Simulated.Run(Option("--seed", 1), history: true);
    Console.Write(one.History);
    Console.WriteLine(one.Violation ?? "every promise held");
    return one.Violation is null ? 0 : 1;
}

if (args.Contains("--redis"))
{
    int broken = 0;
    for (int seed = Option("--from", 1), left = Option("--redis", 1); left > 0; seed++, left--)
    {
        Report live = await LiveRun.RunAsync(seed);
        broken += live.Violation is null ? 0 : 1;
        Console.WriteLine($"{(live.Violation is null ? string.Empty : live.History)}seed {seed}: {live.Violation ?? "every promise held"}; {live.Steps} runs of handlers; {string.Join(", ", live.Coverage.Counts.Keys.Where(static what => what.StartsWith("fault: ", StringComparison.Ordinal)))}");
    }

    return broken;
}

if (args.Contains("--faults"))
{
    int missed = 0;
    foreach ((string fault, Func<IBroker, IBroker> make) in DeliberateFaults.All)
    {
        Summary caught = Seeds.Run(1, 1000, make, untilFailed: true);
        missed += caught.Failed.Count == 0 ? 1 : 0;
        Console.WriteLine(caught.Failed.Count == 0 ? $"MISSED  {fault}" : $"seed {caught.Failed[0].Seed,4}  {fault}: {caught.Failed[0].Violation}");
    }

    return missed;
}

int count = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 1000;
int from = Option("--from", 1);
var clock = Stopwatch.StartNew();
Summary summary = Seeds.Run(from, count);
Console.Write(summary.Text);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds in {clock.Elapsed.TotalSeconds:F1} s"));
return summary.Failed.Count == 0 ? 0 : 1;
