using System.Globalization;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Reporting;

/// <summary>A peer far below what it is known to do is badly installed, or the machine is busy: comparing with it would be unfair.</summary>
internal static class Voiding
{
    private const double Share = 0.8;

    public static Measurement Judge(Measurement row, BenchSystem system)
    {
        if (!system.Known.TryGetValue(row.Scenario, out double known))
        {
            return row;
        }

        bool waits = row.Scenario.StartsWith("idle-latency", StringComparison.Ordinal);
        bool good = waits ? row.P50 <= known / Share : row.TasksPerSecond >= known * Share;
        return good
            ? row
            : row with { Void = string.Create(CultureInfo.InvariantCulture, $"void: below 80 % of its known {known:N1} {(waits ? "ms" : "tasks/s")}") };
    }
}
