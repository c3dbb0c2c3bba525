using System.Globalization;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>
/// Producer and worker at once, at a fixed rate whether or not the worker keeps up. Short runs find the highest rate of a ladder
/// that is kept with p99 under 50 ms and nothing lost; at that rate it runs for a minute.
/// </summary>
internal static class SustainedScenario
{
    public const string Name = "sustained";
    public const double MaxP99 = 50;

    // Below this share of the rate it has not kept up.
    private const double Kept = 0.97;

    private static readonly double[] Ladder = [50_000, 100_000, 150_000, 200_000, 260_000, 320_000, 400_000, 500_000];
    private static readonly double[] SharesOfDrain = [0.2, 0.35, 0.5, 0.7];

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Name, "produce and consume at once for 60 s (peers: 10 s) at the highest rate that is kept with p99 under 50 ms", systems, MeasureAsync);

    private static async Task<Measurement> MeasureAsync(Stage stage, BenchSystem system)
    {
        double[] rates = system.IsPeer ? [.. SharesOfDrain.Select(share => share * system.Known[DrainScenario.Name])] : Ladder;
        TimeSpan probe = TimeSpan.FromSeconds(Math.Max(1, 4 * stage.Options.Scale));
        TimeSpan whole = TimeSpan.FromSeconds(Math.Max(2, (system == Ours.TypedTasks ? 60 : 10) * stage.Options.Scale));
        int best = 0;
        for (int i = 0; i < rates.Length; i++)
        {
            Measurement row = await new Flow { Cell = Name, Rate = rates[i], Time = probe }.RunAsync(system);
            bool kept = row.P99 < MaxP99 && row.Lost == 0 && row.TasksPerSecond >= Kept * rates[i];
            stage.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name}, {system.Name}: {rates[i]:N0}/s for {probe.TotalSeconds:0} s gives {row.TasksPerSecond:N0}/s, p99 {row.P99:0.0} ms: {(kept ? "kept" : "not kept")}"));
            if (!kept)
            {
                break;
            }

            best = i;
        }

        return await new Flow { Cell = Name, Rate = rates[best], Time = whole }.RunAsync(system);
    }
}
