using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Rows;

namespace TypedTasks.Chaos.Tests;

/// <summary>The short form of <c>./do chaos</c>: real processes, a real Redis, and what most often goes wrong with them. G1, G2, G4, G6.</summary>
public sealed class BriefTests(ITestOutputHelper output)
{
    // Short enough that a pause longer than it is no long wait.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    // Times are held to their limits by ./do chaos on a quiet machine, not here.
    [Fact]
    public async Task Whatever_goes_wrong_nothing_acknowledged_is_lost_and_nothing_live_runs_twice()
    {
        DirectoryInfo keep = Directory.CreateDirectory(Path.Combine("artifacts", "chaos"));
        Row[] rows = [.. AllRows.List.Where(static row => row.Brief)];

        IReadOnlyList<RowReport> reports = await AllRows.PlayAsync(rows, Lease, atOnce: 4, keep, static _ => { });

        output.WriteLine(Table.Of(reports));
        Assert.True(rows.Length >= 7);
        Assert.All(reports, static report => Assert.Empty(report.Wrong));
        Assert.All(reports, static report => Assert.Equal(0, report.Lost));
        Assert.All(reports, static report => Assert.True(report.Acknowledged > 100));
    }
}
