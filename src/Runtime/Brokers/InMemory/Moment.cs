namespace TypedTasks.Brokers.InMemory;

/// <summary>Moments as the broker stores them: milliseconds since 1970 UTC. No delay is longer than a hundred years, and nothing is later than the last date there is.</summary>
internal static class Moment
{
    private const long LongestDelay = 3_155_760_000_000;

    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static long After(long now, TimeSpan delay) => delay <= TimeSpan.Zero ? now : Math.Min(now + Math.Min(Milliseconds(delay), LongestDelay), Last);

    public static long Of(long now, DueTime due) =>
        due.At is { } date ? Math.Max(0, date.ToUnixTimeMilliseconds()) : After(now, due.After ?? TimeSpan.Zero);

    public static DateTimeOffset ToDate(long moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment);

    // Rounded up: a delay below a millisecond is still a delay.
    private static long Milliseconds(TimeSpan delay) => (delay.Ticks / TimeSpan.TicksPerMillisecond) + (delay.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);
}
