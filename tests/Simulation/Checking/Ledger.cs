using TypedTasks.Brokers;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

/// <summary>What really happened to each task, written by senders and handlers outside the broker.</summary>
internal sealed class Ledger(IScene scene)
{
    private readonly Dictionary<TaskId, Entry> entries = [];

    // Guarded by the lock of the entries.
    private readonly Dictionary<TaskId, Kind> announced = [];

    public IScene Scene => scene;

    public IReadOnlyList<Entry> All
    {
        get
        {
            lock (entries)
            {
                return [.. entries.Values];
            }
        }
    }

    /// <summary>Asked at each start of an attempt; tells the lease under which it runs, or null where that is lost already.</summary>
    public Func<TaskId, IProcess, LeaseId?>? LeaseOf { get; set; }

    public Entry Of(TaskId id)
    {
        lock (entries)
        {
            if (!entries.TryGetValue(id, out Entry? entry))
            {
                entry = new Entry(id) { Kind = announced.GetValueOrDefault(id) };
                entries.Add(id, entry);
            }

            return entry;
        }
    }

    /// <summary>A task of this kind is about to be sent; whether it is, is known later.</summary>
    public void Announce(TaskId id, Kind kind)
    {
        lock (entries)
        {
            announced[id] = kind;
            if (entries.TryGetValue(id, out Entry? entry))
            {
                entry.Kind = kind;
            }
        }
    }

    /// <summary>An attempt begins in a process.</summary>
    public Run Start(TaskId id, Kind kind, IProcess process, int attempt)
    {
        Entry entry = Of(id);
        entry.Kind = kind;
        var run = new Run(entry, process, LeaseOf?.Invoke(id, process));
        entry.Add(run);
        scene.Coverage.Operate();
        scene.Write(process.Name, $"run {kind} {id} attempt {attempt}");
        return run;
    }

    public sealed class Entry(TaskId id)
    {
        private readonly List<Run> runs = [];

        public TaskId Id => id;

        public Kind Kind { get; set; }

        /// <summary>Delay has returned.</summary>
        public bool IsAcknowledged { get; set; }

        /// <summary>The broker has it, whatever the sender knows.</summary>
        public bool IsStored { get; set; }

        public bool IsDone { get; set; }

        /// <summary>An operator deleted its dead letter.</summary>
        public bool IsDeleted { get; set; }

        /// <summary>A completion of it was sent and not answered.</summary>
        public bool MayBeDone { get; set; }

        /// <summary>A deletion of it was sent and not answered.</summary>
        public bool MayBeDeleted { get; set; }

        public int Snoozes { get; set; }

        public bool HasFinished => Count(Ending.Finished) > 0;

        public int Failed => Count(Ending.Failed);

        public void Add(Run run)
        {
            lock (runs)
            {
                runs.Add(run);
            }
        }

        public bool RunsUnder(LeaseId? lease)
        {
            lock (runs)
            {
                return runs.Exists(run => run.IsRunning && run.Lease == lease);
            }
        }

        private int Count(Ending ending)
        {
            lock (runs)
            {
                return runs.Count(run => run.Ended == ending);
            }
        }
    }

    public sealed class Run(Entry entry, IProcess process, LeaseId? lease)
    {
        public Entry Entry => entry;

        public LeaseId? Lease => lease;

        public Ending Ended { get; set; }

        public bool IsRunning => Ended == Ending.None && !process.IsDead;
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
