using System.Diagnostics;
using System.Globalization;
using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Rows;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Fleet;

/// <summary>Plays a row: everything runs, something goes wrong, all heals, and then everybody's books are compared.</summary>
internal static class Play
{
    /// <summary>After it a row hangs, whatever it waits for.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    // A killed worker's first task must run again within it, with the default lease.
    private static readonly TimeSpan RerunLimit = TimeSpan.FromSeconds(5);

    // So long the load goes on once it is worked off as before.
    private static readonly TimeSpan Tail = TimeSpan.FromSeconds(3);

    /// <summary>Plays it to its end.</summary>
    /// <param name="row">What goes wrong.</param>
    /// <param name="lease">The length of a lease.</param>
    /// <param name="keep">Where to keep what happened when a promise was broken.</param>
    public static async Task<RowReport> RunAsync(Row row, TimeSpan lease, DirectoryInfo keep)
    {
        long start = Stopwatch.GetTimestamp();
        RowReport report;
        try
        {
            await using Stage stage = await Stage.OpenAsync(row, lease).WaitAsync(Deadline);
            using var deadline = new CancellationTokenSource(Deadline);
            stage.Ended = deadline.Token;
            try
            {
                report = await PlayAsync(stage).WaitAsync(deadline.Token);
            }
            catch (Exception error)
            {
                string what = deadline.IsCancellationRequested ? $"it hangs: {stage.Phase}" : $"{stage.Phase}: {error}";
                report = new RowReport { Name = row.Name, Fsync = row.Fsync, Acknowledged = stage.Offer.Acknowledged.Count, Wrong = [what] };
            }

            if (report.Wrong.Count + report.Slow.Count > 0)
            {
                stage.Save(keep, report);
            }
        }
        catch (Exception error)
        {
            report = new RowReport { Name = row.Name, Fsync = row.Fsync, Wrong = [$"it did not start: {error}"] };
        }

        return report with { Took = Stopwatch.GetElapsedTime(start) };
    }

    private static async Task<RowReport> PlayAsync(Stage stage)
    {
        stage.Phase = "the fault";
        await stage.Row.Fault(stage);
        DateTimeOffset offered = await OfferOnAsync(stage);
        stage.Phase = "fsck while it runs";
        IReadOnlyList<string> running = await Books.CheckAsync(stage.Server);
        await stage.Offer.StopAsync();
        stage.OpenGate();
        await stage.UntilAsync("everything comes to its end", () => Books.IsAtRestAsync(stage.Server));
        HashSet<TaskId> buried = await Books.BuriedAsync(stage.Inspector);
        stage.Phase = "the workers stop";
        IReadOnlyList<string> ends = await stage.Crew.EndAsync();
        stage.Phase = "fsck";
        return Judge(
            stage,
            offered,
            buried,
            [.. stage.Facts.Wrong, .. running, .. ends, .. await Books.CheckAsync(stage.Server), .. await Books.StrangersAsync(stage.Server)]);
    }

    // Until it is worked off as before, or may no longer be called so, and then a little longer.
    private static async Task<DateTimeOffset> OfferOnAsync(Stage stage)
    {
        await stage.UntilAsync("it goes on as before", () => Task.FromResult(
            Stage.Now > stage.Facts.Healed + Pace.Limit + Tail
            || Pace.Recovery(stage.Journals.Entries, stage.Facts, stage.Row.Rate, Stage.Now) is not null));
        DateTimeOffset until = Stage.Now + Tail;
        await stage.UntilAsync("it goes on for a while", () => Task.FromResult(Stage.Now >= until));
        return Stage.Now;
    }

    private static RowReport Judge(Stage stage, DateTimeOffset offered, HashSet<TaskId> buried, List<string> wrong)
    {
        IReadOnlyList<JournalEntry> journal = stage.Journals.Entries;
        ILookup<(TaskId Id, int Attempt), Run> runs = Run.All(journal);
        HashSet<TaskId> ran = [.. journal.Where(static entry => entry.Deed == Deed.Ended).Select(static entry => entry.Id)];
        List<TaskId> lost = [.. stage.Offer.Acknowledged.Keys.Where(id => !ran.Contains(id) && !buried.Contains(id))];
        Loss.Check(lost, stage.Offer.Acknowledged, stage.Facts, wrong);

        // A Delay that said "not stored" must have been right: what nobody acknowledged came from those that did not know.
        int strangers = ran.Union(buried).Count(id => !stage.Offer.Acknowledged.ContainsKey(id));
        if (strangers > stage.Offer.Unknown)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{strangers} tasks ran that nobody has, but only {stage.Offer.Unknown} Delays said that they do not know"));
        }

        if (stage.Row.Waits && stage.Offer.Unknown + stage.Offer.Refused > 0)
        {
            wrong.Add($"Delay threw although it waits: {string.Join(' ', stage.Offer.Refusals)}");
        }

        var report = new RowReport
        {
            Name = stage.Row.Name,
            Fsync = stage.Row.Fsync,
            Acknowledged = stage.Offer.Acknowledged.Count,
            Ran = stage.Offer.Acknowledged.Keys.Count(ran.Contains),
            Buried = stage.Offer.Acknowledged.Keys.Count(buried.Contains),
            Lost = lost.Count,
            NotSent = stage.Offer.Unknown + stage.Offer.Refused,
            Reruns = Reruns.Count(runs, stage.Facts, wrong),
            FirstRerun = stage.Facts.Killed is { } killed ? Reruns.First(runs, killed) : null,
            Recovery = Pace.Recovery(journal, stage.Facts, stage.Row.Rate, offered),
            Wrong = wrong,
        };
        return report with { Slow = Slow(report, stage.Facts) };
    }

    private static List<string> Slow(RowReport report, Facts facts)
    {
        var slow = new List<string>();
        if (report.Recovery is null || report.Recovery > Pace.Limit)
        {
            slow.Add(string.Create(CultureInfo.InvariantCulture, $"as much as before was done only after {report.Recovery?.TotalSeconds:F1} s"));
        }

        if (facts.Killed is not null && (report.FirstRerun is null || report.FirstRerun > RerunLimit))
        {
            slow.Add(string.Create(CultureInfo.InvariantCulture, $"what a killed worker ran, ran again only after {report.FirstRerun?.TotalSeconds:F1} s"));
        }

        return slow;
    }
}
