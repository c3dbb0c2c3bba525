using TypedTasks.Brokers;

namespace TypedTasks.Worker;

/// <summary>Waits in an empty lease, on a thread of its own. One wait at a time: each is begun once it was seen how the last has ended.</summary>
internal sealed class WaitThread
{
    private readonly IWaitLink link;
    private readonly RuntimeScheduler scheduler;
    private readonly Func<bool> isFresh;
    private readonly Func<Lease, bool> accept;
    private readonly Action<WaitEnd> onEnded;
    private readonly CancellationTokenSource stop = new();
    private readonly object gate = new();

    // Guarded by the gate. The thread may be busy with a handler when a wait begins: then it is not under way yet, and may be withdrawn.
    private TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Lease? wanted;
    private TimeSpan atMost;
    private TaskCompletionSource<WaitEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource interrupt = new();

    /// <param name="link">On which it waits; disposed with it.</param>
    /// <param name="scheduler">Threads.</param>
    /// <param name="isFresh">Asked on the thread before it waits: whether the lease has enough of its time left, however long a handler has occupied the thread.</param>
    /// <param name="accept">Given on the thread what came, before the wait ends; returns false where only the broker knows whether it is still held.</param>
    /// <param name="onEnded">Called on the thread once the wait has ended: starts what was accepted. Not for one that was withdrawn.</param>
    public WaitThread(IWaitLink link, RuntimeScheduler scheduler, Func<bool> isFresh, Func<Lease, bool> accept, Action<WaitEnd> onEnded)
    {
        this.link = link;
        this.scheduler = scheduler;
        this.isFresh = isFresh;
        this.accept = accept;
        this.onEnded = onEnded;
    }

    /// <summary>Whether the broker lets it wait.</summary>
    public bool IsUsable => link.IsUsable;

    /// <summary>Starts the thread; the task ends with it.</summary>
    public Task Start() => scheduler.RunThread("TypedTasks wait", Run, stop.Token);

    /// <summary>Ends the thread once it has nothing to wait for.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Begins to wait.</summary>
    /// <param name="empty">The empty lease.</param>
    /// <param name="longest">How long.</param>
    /// <returns>Ends with the wait.</returns>
    public Task<WaitEnd> Begin(Lease empty, TimeSpan longest)
    {
        lock (gate)
        {
            (wanted, atMost) = (empty, longest);
            ended = new TaskCompletionSource<WaitEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
            interrupt = new CancellationTokenSource();
            begun.TrySetResult();
            return ended.Task;
        }
    }

    /// <summary>Ends the wait if the thread has not come to it yet; it is busy with what came last.</summary>
    public bool TryWithdraw()
    {
        lock (gate)
        {
            if (wanted is null)
            {
                return false;
            }

            wanted = null;
            ended.SetResult(WaitEnd.Nothing);
            return true;
        }
    }

    /// <summary>Ends the wait soon, if it has not ended; how it ends is then unknown as a rule.</summary>
    public void Break()
    {
        if (!TryWithdraw())
        {
            interrupt.Cancel();
        }
    }

    /// <summary>Lets nothing come into an empty lease any more; returns what had come.</summary>
    public ValueTask<Lease?> CloseAsync(Lease empty, TimeSpan leaseTime) => link.CloseAsync(empty, leaseTime);

    private void Run(CancellationToken stopped)
    {
        using (link)
        {
            while (!scheduler.Wait(Begun(), stopped))
            {
                WaitOnce();
            }
        }
    }

    private Task Begun()
    {
        lock (gate)
        {
            return begun.Task;
        }
    }

    private void WaitOnce()
    {
        Lease? empty;
        TimeSpan longest;
        TaskCompletionSource<WaitEnd> mine;
        CancellationToken interrupted;
        lock (gate)
        {
            (empty, longest, mine, interrupted) = (wanted, atMost, ended, interrupt.Token);
            wanted = null;
            begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (empty is null)
        {
            // Withdrawn.
            return;
        }

        WaitEnd end;
        try
        {
            Lease? came = isFresh() ? link.Wait(empty, longest, interrupted) : null;
            end = came is null ? WaitEnd.Nothing : accept(came) ? WaitEnd.Came : WaitEnd.Unknown;
        }
        catch (Exception)
        {
            // The fetch loop asks what has become of the lease, and tells of the broker's trouble if there is any.
            end = WaitEnd.Unknown;
        }

        // The fetch loop goes on elsewhere: a handler that does not return soon must not keep it from the next take.
        mine.SetResult(end);
        onEnded(end);
    }
}
