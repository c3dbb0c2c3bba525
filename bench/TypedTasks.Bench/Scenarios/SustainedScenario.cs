using System.Globalization;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>
/// Producer and worker at once, at a fixed rate whether or not the worker keeps up. Short runs find the highest rate of a ladder
/// that may be kept; from there on down a minute each, until one has p99 under 50 ms and nothing lost. Before each minute come ten seconds that
/// must do as well, so that a busy machine costs seconds and not minutes.
/// </summary>
internal static class SustainedScenario
{
    public const string Name = "sustained";
    public const double MaxP99 = 50;

    // The beginning is a large part of a short run: whether a rate is kept with MaxP99 is for the long one to say.
    private const double MaxShortP99 = 2 * MaxP99;

    // Below this share of the rate it has not kept up.
    private const double Kept = 0.97;

    // One percent of a short run is some hundredths of a second: a machine that stands still once must not decide.
    private const int Tries = 2;

    private static readonly double[] Ladder = [100_000, 150_000, 200_000, 260_000, 320_000, 400_000, 500_000];

    // Climbing begins here; what is below is tried where this is not kept.
    private const int FirstStep = 2;

    private static readonly double[] SharesOfDrain = [0.2, 0.35, 0.5, 0.7];

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Name, "produce and consume at once for 60 s (peers: 10 s) at the highest rate that is kept with p99 under 50 ms", systems, MeasureAsync);

    private static async Task<Measurement> MeasureAsync(Stage stage, BenchSystem system)
    {
        double[] rates = system.IsPeer ? [.. SharesOfDrain.Select(share => share * system.Known[DrainScenario.Name])] : Ladder;
        TimeSpan probe = TimeSpan.FromSeconds(Math.Max(1, 4 * stage.Options.Scale));
        TimeSpan[] lengths = [.. (system == Ours.TypedTasks ? [10.0, 60] : new[] { 10.0 }).Select(seconds => TimeSpan.FromSeconds(Math.Max(2, seconds * stage.Options.Scale)))];
        int best = system.IsPeer ? 0 : FirstStep;
        for (int i = best; i < rates.Length && await IsKeptAsync(stage, system, rates[i], probe); i++)
        {
            best = i;
        }

        for (; best > 0; best--)
        {
            if (await TryAsync(stage, system, rates[best], lengths) is { } row)
            {
                return row;
            }
        }

        return await new Flow { Cell = Name, Rate = rates[0], Time = lengths[^1] }.RunAsync(system);
    }

    // The measurement of the last length, where each was kept.
    private static async Task<Measurement?> TryAsync(Stage stage, BenchSystem system, double rate, TimeSpan[] lengths)
    {
        Measurement? row = null;
        foreach (TimeSpan length in lengths)
        {
            row = await new Flow { Cell = Name, Rate = rate, Time = length }.RunAsync(system);
            if (!IsKept(row, rate, MaxP99))
            {
                Tell(stage, system, rate, length, row, kept: false);
                return null;
            }
        }

        return row;
    }

    private static async Task<bool> IsKeptAsync(Stage stage, BenchSystem system, double rate, TimeSpan time)
    {
        bool kept = false;
        for (int i = 0; i < Tries && !kept; i++)
        {
            Measurement row = await new Flow { Cell = Name, Rate = rate, Time = time }.RunAsync(system);
            kept = IsKept(row, rate, MaxShortP99);
            Tell(stage, system, rate, time, row, kept);
        }

        return kept;
    }

    private static bool IsKept(Measurement row, double rate, double maxP99) => row.P99 < maxP99 && row.Lost == 0 && row.TasksPerSecond >= Kept * rate;

    private static void Tell(Stage stage, BenchSystem system, double rate, TimeSpan time, Measurement row, bool kept) =>
        stage.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}, {system.Name}: {rate:N0}/s for {time.TotalSeconds:0} s gives {row.TasksPerSecond:N0}/s, p99 {row.P99:0.0} ms: {(kept ? "kept" : "not kept")}"));
}
