using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The base cell on the broker inside the process: bytes are still written and read.</summary>
internal static class MemoryScenario
{
    public const string Name = "memory";

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) =>
        Scenario.OfOne(Name, "drain of the broker inside the process", systems, MeasureAsync);

    private static async Task<Measurement> MeasureAsync(Stage stage, BenchSystem system)
    {
        long tasks = stage.Options.Count(system.Drain);
        await using BenchProcess process = await BenchProcess.StartAsync(
            system, new Job { Verb = "work", Tasks = tasks, Warm = (int)Math.Min(system.Warm, tasks) });
        var rounds = new List<Measurement>();
        for (int round = 0; round < stage.Options.Rounds; round++)
        {
            process.Go();
            JobReport report = await process.ResultAsync(TimeSpan.FromMinutes(1));
            rounds.Add(new Measurement
            {
                Scenario = Name,
                System = system.Name,
                TasksPerSecond = report.Ran / report.Seconds,
                Lost = tasks - report.Ran,
                AllocatedPerTask = report.Allocated / Math.Max(1.0, report.Ran),
            });
        }

        return Measurement.Median(rounds);
    }
}
