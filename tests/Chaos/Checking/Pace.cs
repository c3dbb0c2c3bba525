using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Checking;

/// <summary>How much the handlers got done, and from when on it was as much as before.</summary>
internal static class Pace
{
    /// <summary>What is enough.</summary>
    public const double Share = 0.9;

    /// <summary>Within how long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Over how long it is counted before the fault.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends a second in a stretch of time.</summary>
    public static double Rate(IReadOnlyList<JournalEntry> journal, DateTimeOffset from, TimeSpan over) => Rate(Ends(journal), from, over);

    /// <summary>From the end of the fault until enough was done again, in each window from then on taken together.</summary>
    /// <param name="journal">What was done.</param>
    /// <param name="facts">When the fault began and ended.</param>
    /// <param name="offered">What is offered a second: more than that was done before only where it had to be caught up with.</param>
    /// <param name="until">Up to when the load was offered.</param>
    /// <returns>Null where it never was.</returns>
    public static TimeSpan? Recovery(IReadOnlyList<JournalEntry> journal, Facts facts, double offered, DateTimeOffset until)
    {
        DateTimeOffset[] ends = Ends(journal);
        double enough = Share * Math.Min(offered, Rate(ends, facts.Began - Before, Before));
        for (DateTimeOffset at = facts.Healed; at + Window <= until; at += Step)
        {
            if (Rate(ends, at, Window) >= enough && Rate(ends, at, until - at) >= enough)
            {
                return at - facts.Healed;
            }
        }

        return null;
    }

    // In their order: what is looked up hundreds of times a second must not cost the machine what is measured.
    private static DateTimeOffset[] Ends(IReadOnlyList<JournalEntry> journal)
    {
        DateTimeOffset[] ends = [.. journal.Where(static entry => entry.Deed == Deed.Ended).Select(static entry => entry.At)];
        Array.Sort(ends);
        return ends;
    }

    private static double Rate(DateTimeOffset[] ends, DateTimeOffset from, TimeSpan over) =>
        (Place(ends, from + over) - Place(ends, from)) / over.TotalSeconds;

    // How many came before.
    private static int Place(DateTimeOffset[] ends, DateTimeOffset at)
    {
        int low = 0;
        int high = ends.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = ends[middle] < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
