using TypedTasks.Brokers;

namespace TypedTasks.Worker;

/// <summary>
/// The fetch loop's wait for the next task of one lane, beside all it takes: what a take has left empty, what is waited in, and what the next take replaces.
/// The loop's alone; only what comes is accepted on the thread that waited.
/// </summary>
internal sealed class LaneWait
{
    // After waits that broke off one after the other it goes without for longer and longer, so many polls at most. One that this worker broke off
    // itself, because it was full, counts too.
    private const int MostPollsWithout = 32;

    // Nobody renews an empty lease. It is waited in for a tenth of its time at most, and only in its first quarter; what comes in its second half is
    // confirmed before it starts. So whatever starts has time enough for its first renewal.
    private const int WaitShare = 10;
    private const int MaxAgeToWait = 4;
    private const int MaxAgeToStart = 2;

    private readonly WaitThread thread;
    private readonly WorkerOptions options;
    private readonly RuntimeScheduler scheduler;
    private readonly Action<HeldLease> hold;

    // What a take left empty, and when it was sent; the same, while it is waited in; and one that nothing came into, which the next take replaces.
    private Lease? empty;
    private long emptyAt;
    private Lease? standing;
    private Task<WaitEnd>? waiting;
    private Lease? replaced;

    private int broken;
    private long againAt;

    /// <param name="link">On which it waits; disposed with it.</param>
    /// <param name="lane">Where it waits first.</param>
    /// <param name="options">Times.</param>
    /// <param name="scheduler">Threads and time.</param>
    /// <param name="hold">Given what came.</param>
    /// <param name="onEnded">Called on the thread that waited once a wait has ended: starts what came. Not for one that was withdrawn.</param>
    public LaneWait(IWaitLink link, Lane lane, WorkerOptions options, RuntimeScheduler scheduler, Action<HeldLease> hold, Action<WaitEnd> onEnded)
    {
        thread = new WaitThread(link, scheduler, () => Age < options.LeaseTime / MaxAgeToWait, TryAccept, onEnded);
        Lane = lane;
        this.options = options;
        this.scheduler = scheduler;
        this.hold = hold;
    }

    /// <summary>That of the last task, where the next is likely to come.</summary>
    public Lane Lane { get; set; }

    /// <summary>Whether a take may leave an empty lease. The first broken wait is forgiven: a connection is lost now and then.</summary>
    public bool MayBegin => waiting is null && thread.IsUsable && (broken <= 1 || scheduler.Time.GetTimestamp() >= againAt);

    /// <summary>Whether a wait was begun and it was not yet seen how it ended.</summary>
    public bool IsUnderWay => waiting is not null;

    /// <summary>Whether it has ended; <see cref="EndAsync"/> tells how.</summary>
    public bool HasEnded => waiting is { IsCompleted: true };

    /// <summary>Starts the thread; the task ends with it.</summary>
    public Task Start() => thread.Start();

    /// <summary>Ends the thread.</summary>
    public void Stop() => thread.Stop();

    /// <summary>A take has left an empty lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="sentAt">When the take was sent (monotonic): its deadline cannot have been set earlier.</param>
    public void Left(Lease lease, long sentAt) => (empty, emptyAt) = (lease, sentAt);

    /// <summary>A take that was sent behind the one that left it empty has found something: nobody waits in it.</summary>
    public void FoundElsewhere()
    {
        if (empty is not null)
        {
            (replaced, empty) = (empty, null);
        }
    }

    /// <summary>The empty lease that the next take replaces, which is told of it once.</summary>
    public Lease? TakeReplaced()
    {
        Lease? lease = replaced;
        replaced = null;
        return lease;
    }

    /// <summary>The empty lease that no take replaces any more, at a stop.</summary>
    public Lease? TakeLeft()
    {
        Lease? lease = TakeReplaced() ?? empty;
        empty = null;
        return lease;
    }

    /// <summary>Begins to wait in what the last take left empty, if it did.</summary>
    /// <param name="nap">How long the fetch loop would sleep.</param>
    /// <returns>How long it waits at most; null where it does not.</returns>
    public TimeSpan? Begin(TimeSpan nap)
    {
        if (empty is null)
        {
            return null;
        }

        TimeSpan atMost = nap < options.LeaseTime / WaitShare ? nap : options.LeaseTime / WaitShare;
        (standing, empty) = (empty, null);
        waiting = thread.Begin(standing, atMost);
        return atMost;
    }

    /// <summary>Ends the wait if its thread has not come to it yet.</summary>
    public void TryWithdraw() => thread.TryWithdraw();

    /// <summary>Ends the wait soon, if there is one.</summary>
    public void Break()
    {
        if (waiting is { IsCompleted: false })
        {
            thread.Break();
        }
    }

    /// <summary>Waits for the end of the wait, if there is one.</summary>
    /// <returns>The empty lease of which only the broker knows what has become: to be closed; or null.</returns>
    public async Task<Lease?> EndAsync()
    {
        if (waiting is null)
        {
            return null;
        }

        WaitEnd end = await waiting;
        Lease? lease = standing;
        (waiting, standing) = (null, null);
        broken = end == WaitEnd.Unknown ? broken + 1 : 0;
        switch (end)
        {
            case WaitEnd.Nothing:
                replaced = lease;
                return null;
            case WaitEnd.Came:
                return null;
            default:
                TimeSpan without = options.PollInterval * Math.Min(MostPollsWithout, 1 << Math.Min(broken, 16));
                againAt = scheduler.Time.GetTimestamp() + (long)(without.TotalSeconds * scheduler.Time.TimestampFrequency);
                return lease;
        }
    }

    /// <summary>Lets nothing come into an empty lease any more; returns what had come.</summary>
    public ValueTask<Lease?> CloseAsync(Lease lease) => thread.CloseAsync(lease, options.LeaseTime);

    private TimeSpan Age => scheduler.Time.GetElapsedTime(emptyAt);

    // On the thread that waits, whatever the loop does meanwhile.
    private bool TryAccept(Lease lease)
    {
        if (Age >= options.LeaseTime / MaxAgeToStart)
        {
            // This process, or its thread, stood still: the lease may be gone soon, if it is not yet.
            return false;
        }

        var held = new HeldLease(lease, emptyAt);
        if (held.Open > 0)
        {
            hold(held);
        }

        return true;
    }
}
