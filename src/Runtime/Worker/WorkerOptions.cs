using TypedTasks.Brokers;

namespace TypedTasks.Worker;

/// <summary>How a worker works. The defaults are meant to be right; each says its unit and range.</summary>
public sealed class WorkerOptions
{
    // So many lanes has a queue: ten priorities, and one for suspects. A take names those of all queues.
    private const int LanesOfQueue = TaskDefaults.MaxPriority + 2;
    private const int MaxQueues = TakeRequest.MaxBatch / LanesOfQueue;

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>The queues in the order in which they are emptied, <c>default</c> alone by default; at most 90.</summary>
    public IList<string> QueueNames { get; } = [];

    /// <summary>How many attempts run at the same time, 32 by default, 1 to 10,000. Meant for work that awaits; lower it for work that computes.</summary>
    public int Concurrency { get; set; } = 32;

    /// <summary>How long a lease lives without a renewal, 15 s by default, 2 s to 1 h.</summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often leases are renewed, 1 s by default, 100 ms to a fifteenth of <see cref="LeaseTime"/>, or to 1 s where that is longer (and at most a third
    /// of it): an owner counts as silent once three renewals are missing, a fifth of a lease and at least 3 s.
    /// </summary>
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long handlers may finish after a stop before they are cancelled, 30 s by default, 0 to 1 day.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a taken task may wait for a free slot before it goes back to the head of its lane, 250 ms by default, 10 ms to 1 h.</summary>
    public TimeSpan UnstartedAfter { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between a task's end and its settling, 10 ms by default, 0 to 1 s. What ends meanwhile is settled with it.</summary>
    public TimeSpan SettleWithin { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>A take stops once it holds this many bytes, 262,144 by default, 1,024 to 64 MB.</summary>
    public int TakeBytes { get; set; } = 256 * 1024;

    /// <summary>The most tasks of one lease, 500 by default, 1 to 1,000.</summary>
    public int MaxLease { get; set; } = 500;

    /// <summary>
    /// A lease holds about this much work by what was learnt of its tasks, 8 ms by default, 1 ms to 10 s; or it fills the free slots, with
    /// at most what one of them would start within <see cref="UnstartedAfter"/>. Slower tasks are taken one by one.
    /// </summary>
    public TimeSpan TargetLeaseWork { get; set; } = TimeSpan.FromMilliseconds(8);

    /// <summary>The longest sleep of an idle worker that no wake-up reaches, 1 s by default, shortened at random by up to a quarter; 10 ms to 1 h.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A task whose worker died this often while it ran alone is buried as poison, 3 by default, 1 to 100.</summary>
    public int DeliveryLimit { get; set; } = 3;

    /// <summary>How long a task that no worker knows is put off before it is buried, 1 h by default, 1 s to 30 days.</summary>
    public TimeSpan UnknownTaskPeriod { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The wait before a suspect's second delivery, 2 s by default, 0 to 1 h; it grows fourfold from there.</summary>
    public TimeSpan SuspectDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether expired tasks are dropped instead of buried. Off by default.</summary>
    public bool DropExpired { get; set; }

    /// <summary>How long dead letters are kept, 180 days by default, 1 minute or more.</summary>
    public TimeSpan KeepDeadLettersFor { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How many dead letters are kept, 1,000,000 by default, 1 or more; the oldest go first.</summary>
    public int KeepDeadLetters { get; set; } = 1_000_000;

    /// <summary>Whether a handler's log lines carry task id, name, queue and attempt. On by default; costs nothing where nothing is logged.</summary>
    /// <remarks>
    /// Work that a handler leaves behind without waiting for it may write under the next task's id, where no handler of its type was
    /// seen to wait so far.
    /// </remarks>
    public bool LogScopes { get; set; } = true;

    /// <summary>Sets <see cref="QueueNames"/>: the worker empties the first before it looks at the next.</summary>
    /// <returns>These options.</returns>
    public WorkerOptions Queues(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        QueueNames.Clear();
        foreach (string name in names)
        {
            QueueNames.Add(name);
        }

        return this;
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="TaskSetupException">One is out of its range; the message says which, and what to do.</exception>
    public void Validate()
    {
        foreach (string queue in QueueNames)
        {
            Check(NameGrammar.IsQueue(queue), nameof(Queues), $"'{NameGrammar.Printable(queue)}' is no queue name; use 1 to {NameGrammar.MaxQueueLength} ASCII letters, digits, '.', '_' or '-'");
        }

        Check(QueueNames.Count <= MaxQueues, nameof(Queues), $"{QueueNames.Count} queues are named, and a worker takes from {MaxQueues} at most; add a second worker for the others");
        Check(QueueNames.Distinct(StringComparer.Ordinal).Count() == QueueNames.Count, nameof(Queues), "a queue is named twice; name each once, the most urgent first");
        Range(nameof(Concurrency), Concurrency, 1, 10_000);
        Range(nameof(LeaseTime), LeaseTime, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1));
        Range(nameof(RenewEvery), RenewEvery, TimeSpan.FromMilliseconds(100), LongestRenewal);
        Range(nameof(StopTimeout), StopTimeout, TimeSpan.Zero, OneDay);
        Range(nameof(UnstartedAfter), UnstartedAfter, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Range(nameof(SettleWithin), SettleWithin, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Range(nameof(TakeBytes), TakeBytes, 1024, 64 * 1024 * 1024);
        Range(nameof(MaxLease), MaxLease, 1, TakeRequest.MaxBatch);
        Range(nameof(TargetLeaseWork), TargetLeaseWork, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        Range(nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Range(nameof(DeliveryLimit), DeliveryLimit, 1, 100);
        Range(nameof(UnknownTaskPeriod), UnknownTaskPeriod, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        Range(nameof(SuspectDelay), SuspectDelay, TimeSpan.Zero, TimeSpan.FromHours(1));
        Range(nameof(KeepDeadLettersFor), KeepDeadLettersFor, TimeSpan.FromMinutes(1), TimeSpan.MaxValue);
        Range(nameof(KeepDeadLetters), KeepDeadLetters, 1, int.MaxValue);
    }

    internal IReadOnlyList<string> EffectiveQueues => QueueNames.Count == 0 ? [TaskDefaults.DefaultQueue] : [.. QueueNames];

    private TimeSpan LongestRenewal
    {
        get
        {
            TimeSpan third = LeaseTime / 3;
            TimeSpan often = LeaseTime / 15 > OneSecond ? LeaseTime / 15 : OneSecond;
            return often < third ? often : third;
        }
    }

    private static void Range<T>(string option, T value, T least, T most)
        where T : IComparable<T> =>
        Check(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0, option, $"it is {value}; use {least} to {most}");

    private static void Check(bool good, string option, string problem)
    {
        if (!good)
        {
            throw new TaskSetupException($"The worker's option {option} is out of its range: {problem} (AddWorker(w => w.{option} ...), or TypedTasks:Worker:{option} in the configuration).");
        }
    }
}
