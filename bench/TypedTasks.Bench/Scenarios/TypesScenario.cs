using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>Does it cost to have many tasks? The worker is built with 1, 100 and 5,000 of them; waiting tasks go round through all.</summary>
internal static class TypesScenario
{
    private static readonly int[] Counts = [1, 100, 5_000];

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfSeveral(
        "types", "drain of 1, 100 and 5,000 types of task, built for it", systems, Counts, static (stage, _, types) => MeasureAsync(stage, types));

    private static async Task<Measurement> MeasureAsync(Stage stage, int types)
    {
        string assembly = await ManyTasksBuild.RunAsync(stage, types);
        return await new Drain
        {
            Cell = $"types-{types}",
            Job = new Job { Verb = "work", Handler = "many" },
            Tasks = 500_000,
            Rounds = 3,
            Settles = true,
        }.RunAsync(stage, Ours.Built(assembly));
    }
}
