using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Fleet;

namespace TypedTasks.Chaos.Rows;

/// <summary>All that goes wrong, several rows at a time: each has a Redis of its own.</summary>
internal static class AllRows
{
    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<Row> List { get; } = [.. WorkerRows.All, .. RedisRows.All, .. DiskRows.All, .. NetworkRows.All, .. FailoverRows.All];

    /// <summary>Plays rows.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="lease">The length of a lease.</param>
    /// <param name="atOnce">How many at a time; two cores carry three without slowing what is timed.</param>
    /// <param name="keep">Where to keep what happened when a promise was broken; a folder a row.</param>
    /// <param name="onReport">Told of each that is done.</param>
    public static async Task<IReadOnlyList<RowReport>> PlayAsync(IReadOnlyList<Row> rows, TimeSpan lease, int atOnce, DirectoryInfo keep, Action<RowReport> onReport)
    {
        var reports = new RowReport[rows.Count];
        await Parallel.ForAsync(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (place, _) =>
        {
            reports[place] = await Play.RunAsync(rows[place], lease, new DirectoryInfo(Path.Combine(keep.FullName, $"row{place + 1}")));
            lock (reports)
            {
                onReport(reports[place]);
            }
        });
        return reports;
    }
}
