using TypedTasks.Brokers;

namespace TypedTasks.Worker;

/// <summary>A lease that this process holds, with what is going on under it.</summary>
internal sealed class HeldLease
{
    private readonly CancellationTokenSource cancel = new();
    private readonly object gate = new();

    // Guarded by the gate: open slots, what waits to be settled, and whether a flush is under way, which takes what comes meanwhile.
    private int open;
    private List<Settlement> pending;
    private bool flushing;

    // The next slot to start. Moved forward by slot loops, set to the end by whoever closes the lease; always atomically.
    private int next;

    private long confirmedAt;

    // Written once, by the lease keeper or the completer; read by everybody.
    private volatile bool lost;

    // Written once, by the stop of the worker; read by everybody.
    private volatile bool interrupted;

    /// <param name="lease">What the take brought.</param>
    /// <param name="sentAt">The monotonic time at which the take was sent: the broker cannot have set the deadline earlier.</param>
    public HeldLease(Lease lease, long sentAt)
    {
        Lease = lease;
        ConfirmedAt = AcceptedAt = sentAt;
        for (int slot = 0; slot < lease.Envelopes.Count; slot++)
        {
            if (!lease.Envelopes[slot].IsEmpty)
            {
                open++;
            }
        }

        pending = new List<Settlement>(open);
    }

    public Lease Lease { get; }

    /// <summary>When its slots began to wait for loops (monotonic): after the reply, however long that took.</summary>
    public long AcceptedAt { get; set; }

    /// <summary>When the last confirmed renewal was sent (monotonic). The lease keeper writes it, everybody reads it.</summary>
    public long ConfirmedAt
    {
        get => Volatile.Read(ref confirmedAt);
        set => Volatile.Write(ref confirmedAt, value);
    }

    /// <summary>Slots that nobody has finished or given back.</summary>
    public int Open
    {
        get
        {
            lock (gate)
            {
                return open;
            }
        }
    }

    /// <summary>Cancelled when the lease is lost and when a stop has lost its patience.</summary>
    public CancellationToken Token => cancel.Token;

    public bool IsLost => lost;

    public bool IsInterrupted => interrupted;

    /// <summary>Takes the next slot to run; none where the lease is lost.</summary>
    public bool TryStart(out int slot)
    {
        int count = Lease.Envelopes.Count;
        while (!lost && Volatile.Read(ref next) < count)
        {
            slot = Interlocked.Increment(ref next) - 1;
            if (slot < count && !Lease.Envelopes[slot].IsEmpty)
            {
                return true;
            }
        }

        slot = -1;
        return false;
    }

    /// <summary>A slot has ended. One step: of several that end at once exactly one is told to see to what they leave.</summary>
    /// <param name="settlement">What is to become of it; null where nothing may be written.</param>
    /// <returns>What its caller has to do now.</returns>
    public HeldLeaseStep Finish(Settlement? settlement)
    {
        lock (gate)
        {
            open--;
            if (settlement is not null)
            {
                pending.Add(settlement);
            }

            return open == 0 ? LastStep()
                : settlement is not null && pending.Count == 1 && !flushing ? HeldLeaseStep.FlushSoon
                : HeldLeaseStep.None;
        }
    }

    /// <summary>Slots that never started are given back: at once, with all that waits to be settled.</summary>
    /// <returns>What its caller has to do now.</returns>
    public HeldLeaseStep GiveBack(IReadOnlyList<int> slots)
    {
        lock (gate)
        {
            open -= slots.Count;
            foreach (int slot in slots)
            {
                pending.Add(new ReleaseSettlement(slot));
            }

            return TryFlush();
        }
    }

    /// <summary>Slots that never started are nobody's business any more: the lease is lost.</summary>
    /// <returns>What its caller has to do now.</returns>
    public HeldLeaseStep Forsake(int slots)
    {
        lock (gate)
        {
            open -= slots;
            return open == 0 ? LastStep() : HeldLeaseStep.None;
        }
    }

    /// <summary>Whether what waits to be settled is to be flushed now.</summary>
    public HeldLeaseStep Flush()
    {
        lock (gate)
        {
            return TryFlush();
        }
    }

    /// <summary>The flush under way goes on.</summary>
    /// <param name="ended">Where there is nothing more to settle: whether nothing is open either.</param>
    /// <returns>What is to be settled next; null where the flush is over.</returns>
    public List<Settlement>? TakePending(out bool ended)
    {
        lock (gate)
        {
            ended = open == 0;
            if (pending.Count == 0)
            {
                flushing = false;
                return null;
            }

            List<Settlement> batch = pending;
            pending = [];
            return batch;
        }
    }

    /// <summary>Lets nothing more start.</summary>
    /// <returns>The slots that never started, in their order.</returns>
    public IReadOnlyList<int> Close()
    {
        int count = Lease.Envelopes.Count;
        int from = Interlocked.Exchange(ref next, count);
        List<int>? unstarted = null;
        for (int slot = from; slot < count; slot++)
        {
            if (!Lease.Envelopes[slot].IsEmpty)
            {
                (unstarted ??= []).Add(slot);
            }
        }

        return unstarted ?? (IReadOnlyList<int>)[];
    }

    /// <summary>The lease is gone: cancels its handlers.</summary>
    /// <returns>Whether it was not known to be lost before.</returns>
    public bool Lose(RuntimeScheduler scheduler)
    {
        if (lost)
        {
            return false;
        }

        lost = true;
        Cancel(scheduler);
        return true;
    }

    /// <summary>The worker's patience has ended: cancels the handlers.</summary>
    public void Interrupt(RuntimeScheduler scheduler)
    {
        interrupted = true;
        Cancel(scheduler);
    }

    private HeldLeaseStep LastStep() => TryFlush() == HeldLeaseStep.Flush ? HeldLeaseStep.Flush
        : flushing ? HeldLeaseStep.None
        : HeldLeaseStep.Remove;

    private HeldLeaseStep TryFlush()
    {
        if (flushing || pending.Count == 0)
        {
            return HeldLeaseStep.None;
        }

        flushing = true;
        return HeldLeaseStep.Flush;
    }

    // Callbacks of the token are others' code: they run elsewhere, never on the lease keeper's thread.
    private void Cancel(RuntimeScheduler scheduler) => _ = scheduler.Run("cancelling the handlers of a lease", () =>
    {
        cancel.Cancel();
        return Task.CompletedTask;
    });
}
