using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Checking;

/// <summary>One call of a handler, as its journal has it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Worker">Where.</param>
/// <param name="Started">When it was called.</param>
/// <param name="Ended">When it returned, threw or was cancelled; null where it never did.</param>
/// <param name="How">How it ended.</param>
internal sealed record Run(TaskId Id, int Attempt, string Worker, DateTimeOffset Started, DateTimeOffset? Ended, Deed How)
{
    /// <summary>All calls, each task's in the order of their starts.</summary>
    public static ILookup<(TaskId Id, int Attempt), Run> All(IReadOnlyList<JournalEntry> journal)
    {
        var runs = new List<Run>();
        foreach (IGrouping<(string, TaskId, int), JournalEntry> deeds in journal.GroupBy(static entry => (entry.Worker, entry.Id, entry.Attempt)))
        {
            JournalEntry? started = null;
            foreach (JournalEntry deed in deeds)
            {
                if (deed.Deed == Deed.Started)
                {
                    Add(runs, started, null);
                    started = deed;
                }
                else
                {
                    Add(runs, started, deed);
                    started = null;
                }
            }

            Add(runs, started, null);
        }

        return runs.OrderBy(static run => run.Started).ToLookup(static run => (run.Id, run.Attempt));
    }

    private static void Add(List<Run> runs, JournalEntry? started, JournalEntry? ended)
    {
        if (started is not null)
        {
            runs.Add(new Run(started.Id, started.Attempt, started.Worker, started.At, ended?.At, ended?.Deed ?? Deed.Started));
        }
    }
}
