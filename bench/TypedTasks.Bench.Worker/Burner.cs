using System.Diagnostics;

namespace TypedTasks.Bench.Worker;

/// <summary>A fixed amount of computing, found once: time itself would pass for two handlers that share a core.</summary>
internal static class Burner
{
    private const double Milliseconds = 10;

    private static readonly Lazy<long> Steps = new(Calibrate);
    private static ulong sink;

    public static void Burn() => Spin(Steps.Value);

    private static long Calibrate()
    {
        const long Sample = 2_000_000;
        Spin(Sample);
        double best = double.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            Spin(Sample);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return (long)(Sample * Milliseconds / best);
    }

    private static void Spin(long steps)
    {
        ulong value = 88172645463325252;
        for (long i = 0; i < steps; i++)
        {
            value ^= value << 13;
            value ^= value >> 7;
            value ^= value << 17;
        }

        Volatile.Write(ref sink, value);
    }
}
