namespace TypedTasks.Soak;

/// <summary>One of the things that must not grow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Minutes and values.</param>
internal sealed record Series(string Name, IReadOnlyList<(double Minutes, double Value)> Points)
{
    /// <summary>The most that it may grow a minute, as a share of its mean.</summary>
    public const double Limit = 0.01;

    /// <summary>How much it may grow a minute whatever its mean: of a handful of keys some come and go with their TTL.</summary>
    public double Slack { get; init; }

    /// <summary>Whether it grows.</summary>
    public bool Grows => Slope >= Limit && Slope * Points.Average(static point => point.Value) >= Slack;

    /// <summary>Growth a minute, as a share of the mean: the slope of the line with the least squares.</summary>
    public double Slope
    {
        get
        {
            if (Points.Count < 2)
            {
                return 0;
            }

            double meanMinutes = Points.Average(static point => point.Minutes);
            double mean = Points.Average(static point => point.Value);
            double spread = Points.Sum(point => (point.Minutes - meanMinutes) * (point.Minutes - meanMinutes));
            double together = Points.Sum(point => (point.Minutes - meanMinutes) * (point.Value - mean));
            return spread == 0 || mean == 0 ? 0 : together / spread / mean;
        }
    }

    /// <summary>The series of some samples, from a time on.</summary>
    public static IReadOnlyList<Series> Of(IReadOnlyList<Sample> samples, double fromMinute)
    {
        List<Sample> counted = [.. samples.Where(sample => sample.Minutes >= fromMinute)];
        int workers = counted.Count == 0 ? 0 : counted[0].WorkerHeaps.Count;
        return
        [
            .. Enumerable.Range(0, workers).Select(place => From($"heap of worker {place + 1}", sample => sample.WorkerHeaps[place])),
            From("heap of the producer", static sample => sample.ProducerHeap),
            From("memory of Redis", static sample => sample.RedisMemory),
            From("keys of Redis", static sample => sample.RedisKeys) with { Slack = 0.5 },
        ];

        Series From(string name, Func<Sample, double> value) => new(name, [.. counted.Select(sample => (sample.Minutes, value(sample)))]);
    }
}
