namespace TypedTasks.Worker;

/// <summary>
/// How many tasks the next lease should hold: about <see cref="WorkerOptions.TargetLeaseWork"/> of work by what was learnt of
/// the tasks seen last, or as many as there are free slots, which start at once: at most what one slot alone would start within
/// <see cref="WorkerOptions.UnstartedAfter"/>, so that slow tasks spread over the workers that are free. A task type never seen
/// counts as slow. Slot loops write, the fetch loop reads; a lost update of a guess does no harm.
/// </summary>
internal sealed class LeaseSizing
{
    private const int Remembered = 16;
    private const int MaxGrowth = 4;

    // Until then the quickest counts: the very first holds the time that the compiler needed.
    private const int EarlySamples = 8;

    private readonly double target;
    private readonly double mostAtOnce;
    private readonly int most;
    private readonly Learnt[] learnt;
    private readonly int[] seen = new int[Remembered];
    private long seenCount;
    private int last = 1;

    public LeaseSizing(int tasks, WorkerOptions options)
    {
        target = options.TargetLeaseWork.TotalSeconds;
        mostAtOnce = options.UnstartedAfter.TotalSeconds;
        most = options.MaxLease;
        learnt = new Learnt[tasks];
    }

    /// <summary>An attempt of a task started.</summary>
    public void See(int task) => seen[(int)seenCount++ & (Remembered - 1)] = task;

    /// <summary>An attempt of a task occupied its slot this long.</summary>
    public void Learn(int task, TimeSpan occupied)
    {
        ref Learnt known = ref learnt[task];
        double now = occupied.TotalSeconds;

        // One slow attempt may be the machine's fault; two in a row are the task's. Where there are thousands of types, each would
        // else carry such a moment along for long, and the leases of all would be small.
        double sure = Math.Min(now, known.Last);
        known.Last = (float)now;
        if (known.Samples == 0)
        {
            known.Seconds = now;
        }
        else if (known.Samples < EarlySamples && sure < known.Seconds)
        {
            known.Seconds = sure;
        }
        else
        {
            known.Seconds += (sure - known.Seconds) * (sure > known.Seconds ? 0.25 : 0.125);
        }

        known.Samples = Math.Min(known.Samples + 1, EarlySamples);
    }

    /// <summary>What the next task will probably take.</summary>
    public TimeSpan Expected => TimeSpan.FromSeconds(ExpectedSeconds(out _));

    /// <summary>How many to take next. It grows at most fourfold from lease to lease and shrinks at once.</summary>
    /// <param name="free">How many slots would start one at once.</param>
    public int Next(int free)
    {
        double expected = ExpectedSeconds(out bool known);
        int fitting = expected * most <= target ? most : Math.Max(1, (int)Math.Round(target / expected));
        if (known && fitting < free)
        {
            fitting = Math.Max(fitting, (int)Math.Min(free, mostAtOnce / expected));
        }

        return Math.Min(fitting, Math.Min(most, last * MaxGrowth));
    }

    /// <summary>A lease of this size was filled.</summary>
    public void Took(int size) => last = Math.Max(1, size);

    /// <summary>What was taken could not be started in time: begin small again.</summary>
    public void Stalled() => last = 1;

    private double ExpectedSeconds(out bool known)
    {
        int count = (int)Math.Min(Volatile.Read(ref seenCount), Remembered);
        known = count > 0;
        if (count == 0)
        {
            return target;
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            Learnt one = learnt[seen[i]];
            known &= one.Samples > 0;
            sum += one.Samples == 0 ? target : one.Seconds;
        }

        return sum / count;
    }

    // Of one type; side by side, as they are read and written together.
    private struct Learnt
    {
        public double Seconds;
        public float Last;
        public int Samples;
    }
}
