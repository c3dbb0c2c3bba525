using TypedTasks.Soak;

namespace TypedTasks.Chaos.Tests;

/// <summary>What <c>./do soak</c> calls growth.</summary>
public sealed class SlopeTests
{
    [Fact]
    public void What_grows_by_two_percent_a_minute_has_that_slope()
    {
        var series = new Series("it", [.. Enumerable.Range(0, 31).Select(static minute => ((double)minute, 1000.0 + ((minute - 15) * 20)))]);

        Assert.Equal(0.02, series.Slope, 6);
        Assert.True(series.Grows);
        Assert.False((series with { Slack = 50 }).Grows);
    }

    [Fact]
    public void What_goes_up_and_down_has_none()
    {
        var series = new Series("it", [.. Enumerable.Range(0, 60).Select(static half => (half / 2.0, half % 2 == 0 ? 1000.0 : 1100.0))]);

        Assert.InRange(series.Slope, -0.0005, 0.0005);
        Assert.False(series.Grows);
    }

    [Fact]
    public void Samples_of_the_first_minutes_do_not_count()
    {
        Sample[] samples = [.. Enumerable.Range(0, 36).Select(static minute => new Sample(minute, 0, [minute < 5 ? minute : 5], 7, 8, 9))];

        IReadOnlyList<Series> series = Series.Of(samples, 5);

        Assert.Equal(4, series.Count);
        Assert.All(series, static one => Assert.Equal((31, 0), (one.Points.Count, one.Slope)));
    }

    [Fact]
    public void Nothing_has_no_slope() => Assert.Equal(0, new Series("it", []).Slope);
}
