using System.Numerics;

namespace TypedTasks.Bench.Jobs;

/// <summary>Counts waits in buckets that are 1.6 % wide, from a nanosecond to hours, without keeping each. Thread-safe.</summary>
public sealed class LatencyHistogram
{
    private const int BucketBits = 6;
    private const int Buckets = 1 << BucketBits;

    private readonly long[] counts = new long[64 * Buckets];

    /// <summary>Counts one wait.</summary>
    public void Add(long nanoseconds) => Interlocked.Increment(ref counts[Index(Math.Max(1, nanoseconds))]);

    /// <summary>Forgets all.</summary>
    public void Clear() => Array.Clear(counts);

    /// <summary>The wait that a share of all does not exceed, in ms; null where nothing was counted.</summary>
    public double? Percentile(double share)
    {
        long total = counts.Sum();
        if (total == 0)
        {
            return null;
        }

        long rank = Math.Max(1, (long)Math.Ceiling(total * share));
        int index = -1;
        for (long seen = 0; seen < rank;)
        {
            seen += counts[++index];
        }

        return Middle(index) / 1e6;
    }

    private static int Index(long value)
    {
        int exponent = BitOperations.Log2((ulong)value);
        return exponent < BucketBits
            ? (int)value
            : ((exponent - BucketBits + 1) << BucketBits) + (int)((value >> (exponent - BucketBits)) & (Buckets - 1));
    }

    private static double Middle(int index)
    {
        int octave = index >> BucketBits;
        long within = index & (Buckets - 1);
        return octave == 0 ? within : (Buckets + within + 0.5) * Math.Pow(2, octave - 1);
    }
}
