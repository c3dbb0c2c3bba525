using System.Globalization;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Comparing;

/// <summary>
/// <c>./do bench compare &lt;rev&gt; [cell]</c>: another revision and the working tree, measured in turns in one run, by the same
/// measuring program: that of the working tree is laid over the other revision.
/// </summary>
internal static class RevisionComparison
{
    private const int Turns = 5;

    private static readonly Dictionary<string, Func<Stage, BenchSystem, Task<Measurement>>> Cells = new()
    {
        ["drain"] = static (stage, system) => new Drain { Cell = "drain" }.RunAsync(stage, system),
        ["full"] = static (stage, system) => new Drain { Cell = "full", Job = new() { Verb = "work", Handler = "answer" }, Tasks = 300_000 }.RunAsync(stage, system),
        ["bulk"] = static (stage, system) => new Send { Cell = "bulk", Verb = "produce", Tasks = static system => system.Bulk }.RunAsync(stage, system),
        ["concurrent"] = static (stage, system) => new Send { Cell = "concurrent", Verb = "send", Senders = 64, Tasks = static system => system.Concurrent }.RunAsync(stage, system),
        ["idle"] = static (stage, system) => new Flow { Cell = "idle", Rate = 100, Time = TimeSpan.FromSeconds(stage.Options.Count(500) / 100.0) }.RunAsync(system),
    };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine($"usage: ./do bench compare <rev> [{string.Join('|', Cells.Keys)}] [--scale n]");
            return 2;
        }

        BenchOptions options = BenchOptions.Parse(args[1..]) with { Rounds = 1 };
        if (options.Scenarios.FirstOrDefault(static cell => !Cells.ContainsKey(cell)) is { } unknown)
        {
            Console.Error.WriteLine($"no cell '{unknown}' is compared; there are {string.Join(", ", Cells.Keys)}");
            return 2;
        }

        string revision = (await Tool.RunAsync("git", "rev-parse", "--short", args[0])).Trim();
        BenchSystem other = Ours.Built(await OtherRevision.BuildAsync(revision));
        foreach (string cell in options.Scenarios.Count > 0 ? options.Scenarios : ["drain", "bulk", "concurrent", "idle"])
        {
            Func<Stage, BenchSystem, Task<Measurement>> measure = Cells[cell];
            var before = new List<Measurement>();
            var after = new List<Measurement>();
            for (int turn = 0; turn < Turns; turn++)
            {
                before.Add(await measure(new Stage(options), other));
                after.Add(await measure(new Stage(options), Ours.TypedTasks));
            }

            Print(cell, revision, before, after);
        }

        return 0;
    }

    private static void Print(string cell, string revision, List<Measurement> before, List<Measurement> after)
    {
        Console.WriteLine($"{cell,-12} {revision,14} {"working tree",14} {"ratio",7}   turns: {Turns}, medians, least and most of the ratio");
        Row("tasks/s", static row => row.TasksPerSecond);
        Row("p50 ms", static row => row.P50);
        Row("p99 ms", static row => row.P99);
        Row("redis us", static row => row.RedisMicrosecondsPerTask);
        Row("redis B", static row => row.BytesPerTask);
        Row("alloc B", static row => row.AllocatedPerTask);

        void Row(string what, Func<Measurement, double?> value)
        {
            double[] old = [.. before.Select(value).OfType<double>()];
            double[] now = [.. after.Select(value).OfType<double>()];
            if (old.Length == Turns && now.Length == Turns)
            {
                double[] ratios = [.. now.Zip(old, static (one, other) => one / other)];
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {what,-10} {Verdicts.Text(Median(old)),14} {Verdicts.Text(Median(now)),14} {Median(now) / Median(old),7:0.00}   {ratios.Min():0.00} to {ratios.Max():0.00}"));
            }
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
