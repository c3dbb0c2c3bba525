using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The base cell with a network of 2 ms between worker and Redis.</summary>
internal static class NetworkScenario
{
    public const string Cell = "rtt-2ms";

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(2);

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Cell, "drain with 2 ms added to every round trip by a loopback proxy", systems, MeasureAsync);

    private static async Task<Measurement> MeasureAsync(Stage stage, BenchSystem system)
    {
        if (system == Ours.TypedTasks)
        {
            stage.Note($"{Cell}: {await ProxyCeiling.MeasureAsync(RoundTrip)}");
        }

        return await new Drain
        {
            Cell = Cell,
            RoundTrip = RoundTrip,
            Tasks = system.IsPeer ? system.Drain / 3 : 500_000,
            Rounds = 2,
        }.RunAsync(stage, system);
    }
}
