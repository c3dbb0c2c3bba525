using System.Globalization;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Checking;

/// <summary>
/// G2: an attempt is run a second time only where the lease of the first had lapsed, where a stop cut the first off, or where Redis had
/// forgotten that it was taken or settled.
/// </summary>
internal static class Reruns
{
    // What has ended is settled within 10 ms, or on a busy machine somewhat later; who dies in between has not settled it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    // A process may be stopped also between its last look at a lease and the first line of the handler, which is reached when it wakes.
    // That it looks is shown by GuardTests and, to the moment, by the simulator.
    private static readonly TimeSpan Starting = TimeSpan.FromSeconds(1);

    /// <summary>How many attempts were run again.</summary>
    /// <param name="runs">All calls of handlers.</param>
    /// <param name="facts">What was done.</param>
    /// <param name="wrong">Those that nothing excuses, a sentence each.</param>
    public static int Count(ILookup<(TaskId Id, int Attempt), Run> runs, Facts facts, List<string> wrong)
    {
        int count = 0;
        foreach (IGrouping<(TaskId Id, int Attempt), Run> attempt in runs)
        {
            foreach ((Run first, Run second) in attempt.Zip(attempt.Skip(1)))
            {
                count++;
                if (!IsExcused(first, facts))
                {
                    wrong.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{first.Id} attempt {first.Attempt} ran on {first.Worker} from {first.Started:HH:mm:ss.fff} to {first.Ended:HH:mm:ss.fff} ({first.How}) and again on {second.Worker} from {second.Started:HH:mm:ss.fff}"));
                }
            }
        }

        return count;
    }

    /// <summary>From the end of a killed worker to the first of its tasks that ran again.</summary>
    public static TimeSpan? First(ILookup<(TaskId Id, int Attempt), Run> runs, Lapse killed)
    {
        TimeSpan? least = null;
        foreach (IGrouping<(TaskId Id, int Attempt), Run> attempt in runs)
        {
            foreach ((Run first, Run second) in attempt.Zip(attempt.Skip(1)))
            {
                if (first.Worker == killed.Worker && first.Ended is null && second.Started > killed.From && !(least < second.Started - killed.From))
                {
                    least = second.Started - killed.From;
                }
            }
        }

        return least;
    }

    private static bool IsExcused(Run first, Facts facts) =>
        facts.Lapses.Exists(lapse => lapse.Worker == first.Worker && Touches(first, lapse.From, lapse.Until + Starting, Settling))
        || (first.How == Deed.Cancelled && facts.Stops.Exists(stop => stop.Worker == first.Worker && Touches(first, stop.From, stop.Until, TimeSpan.Zero)))
        || (facts.Forgot is { } forgot && Touches(first, forgot, facts.Healed, facts.MayForget + Settling));

    private static bool Touches(Run run, DateTimeOffset from, DateTimeOffset? until, TimeSpan before) =>
        (until is null || run.Started <= until) && (run.Ended is null || run.Ended >= from - before);
}
