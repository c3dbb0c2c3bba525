using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>An idle worker is sent one task every 10 ms: how long from Delay until its handler runs.</summary>
internal static class IdleLatencyScenario
{
    public const string Cell = "idle-latency-1";

    /// <summary>So far apart that each finds an idle worker.</summary>
    public const double Rate = 100;

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Cell,
        "from Delay to the start of the handler, one idle worker, one task every 10 ms",
        systems,
        MeasureAsync);

    private static async Task<Measurement> MeasureAsync(Stage stage, BenchSystem system)
    {
        if (system == Ours.TypedTasks)
        {
            stage.Note($"{Cell}: {await IdleRoundTrip.MeasureAsync(TimeSpan.FromSeconds(1 / Rate))}");
        }

        return await new Flow { Cell = Cell, Rate = Rate, Time = TimeSpan.FromSeconds(stage.Options.Count(1000) / Rate) }.RunAsync(system);
    }
}
