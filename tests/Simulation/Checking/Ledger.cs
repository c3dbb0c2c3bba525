using TypedTasks.Brokers;
using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

/// <summary>What really happened to each task, written by senders and handlers outside the broker.</summary>
internal sealed class Ledger(World world)
{
    private readonly Dictionary<TaskId, Entry> entries = [];

    public IEnumerable<Entry> All => entries.Values;

    /// <summary>Asked at each start of an attempt; tells the lease under which it runs, or null where that is lost already.</summary>
    public Func<TaskId, SimNode, LeaseId?>? LeaseOf { get; set; }

    public Entry Of(TaskId id)
    {
        if (!entries.TryGetValue(id, out Entry? entry))
        {
            entry = new Entry(id);
            entries.Add(id, entry);
        }

        return entry;
    }

    /// <summary>An attempt begins in a process.</summary>
    public Run Start(TaskId id, Kind kind, SimNode node, int attempt)
    {
        Entry entry = Of(id);
        entry.Kind = kind;
        var run = new Run(entry, node, LeaseOf?.Invoke(id, node));
        entry.Runs.Add(run);
        world.Coverage.Operations++;
        world.History.Write(world.Now, node.Name, $"run {kind} {id} attempt {attempt}");
        return run;
    }

    public sealed class Entry(TaskId id)
    {
        public TaskId Id => id;

        public Kind Kind { get; set; }

        /// <summary>Delay has returned.</summary>
        public bool IsAcknowledged { get; set; }

        /// <summary>The broker has it, whatever the sender knows.</summary>
        public bool IsStored { get; set; }

        public bool IsDone { get; set; }

        /// <summary>An operator deleted its dead letter.</summary>
        public bool IsDeleted { get; set; }

        public int Snoozes { get; set; }

        public List<Run> Runs { get; } = [];

        public int Finished => Runs.Count(static run => run.Ended == Ending.Finished);

        public int Failed => Runs.Count(static run => run.Ended == Ending.Failed);
    }

    public sealed class Run(Entry entry, SimNode node, LeaseId? lease)
    {
        public Entry Entry => entry;

        public LeaseId? Lease => lease;

        public Ending Ended { get; set; }

        public bool IsRunning => Ended == Ending.None && !node.IsDead;
    }
}

/// <summary>How a handler's run ended.</summary>
internal enum Ending
{
    None,
    Finished,
    Failed,
    Snoozed,
    Cancelled,
}
