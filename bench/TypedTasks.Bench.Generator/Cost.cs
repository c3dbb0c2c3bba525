using System.Diagnostics;

namespace TypedTasks.Bench.Generator;

/// <summary>What something cost this process.</summary>
/// <param name="Wall">By the clock on the wall, in milliseconds.</param>
/// <param name="Cpu">Of processors, in milliseconds: on a machine that others use too, what counts.</param>
/// <param name="Megabytes">Allocated.</param>
internal readonly record struct Cost(double Wall, double Cpu, double Megabytes)
{
    public static Cost Of(Action action)
    {
        // What earlier runs left behind is not collected at this one's expense.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        action();
        TimeSpan wall = Stopwatch.GetElapsedTime(started);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Cost(wall.TotalMilliseconds, cpu.TotalMilliseconds, allocated / 1e6);
    }

    /// <summary>The middle of several, each number by itself.</summary>
    public static Cost Median(IReadOnlyCollection<Cost> all) => new(
        Middle(all.Select(static one => one.Wall)),
        Middle(all.Select(static one => one.Cpu)),
        Middle(all.Select(static one => one.Megabytes)));

    private static double Middle(IEnumerable<double> all)
    {
        double[] sorted = [.. all.Order()];
        return sorted[sorted.Length / 2];
    }
}
