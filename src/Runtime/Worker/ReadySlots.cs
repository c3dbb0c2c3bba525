using System.Diagnostics.CodeAnalysis;

namespace TypedTasks.Worker;

/// <summary>
/// Where fetch loop and executor meet: slots of held leases that wait for a slot loop, and slot loops that wait for a slot.
/// </summary>
internal sealed class ReadySlots
{
    private readonly object gate = new();
    private readonly Queue<HeldLease> leases = new();
    private readonly Stack<SlotWait> idle = new();
    private bool halted;
    private bool closed;

    // The lease that loops start from; replaced under the gate, read without.
    private volatile HeldLease? current;
    private int unstarted;
    private int running;

    /// <summary>How many taken tasks wait for a loop.</summary>
    public int Unstarted => Volatile.Read(ref unstarted);

    /// <summary>How many attempts run.</summary>
    public int Running => Volatile.Read(ref running);

    /// <summary>Told after slots were withdrawn: there may be room for more.</summary>
    public Action? OnWithdrawn { get; set; }

    /// <summary>Adds the slots of a lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="open">How many were open when it was accepted: what was withdrawn since is subtracted by itself.</param>
    /// <param name="loops">How many idle loops to wake.</param>
    public void Add(HeldLease lease, int open, int loops)
    {
        Interlocked.Add(ref unstarted, open);
        lock (gate)
        {
            if (halted)
            {
                return;
            }

            if (current is null)
            {
                current = lease;
            }
            else
            {
                leases.Enqueue(lease);
            }
        }

        Wake(loops);
    }

    /// <summary>Takes the next slot to run, the oldest lease first.</summary>
    public bool TryNext([NotNullWhen(true)] out HeldLease? lease, out int slot)
    {
        while ((lease = current) is not null)
        {
            if (lease.TryStart(out slot))
            {
                Interlocked.Decrement(ref unstarted);
                Interlocked.Increment(ref running);
                return true;
            }

            lock (gate)
            {
                if (ReferenceEquals(current, lease))
                {
                    current = leases.TryDequeue(out HeldLease? following) ? following : null;
                }
            }
        }

        slot = -1;
        return false;
    }

    /// <summary>A slot that <see cref="TryNext"/> gave is finished.</summary>
    public void Finished() => Interlocked.Decrement(ref running);

    /// <summary>Takes what never started out of a lease.</summary>
    public IReadOnlyList<int> Withdraw(HeldLease lease)
    {
        IReadOnlyList<int> slots = lease.Close();
        if (slots.Count > 0)
        {
            Interlocked.Add(ref unstarted, -slots.Count);
            OnWithdrawn?.Invoke();
        }

        return slots;
    }

    /// <summary>Wakes idle loops, at most as many as there are. They go on elsewhere: the one who wakes is often the fetch loop, which must not run handlers.</summary>
    public void Wake(int loops)
    {
        for (; loops > 0 && TryPopIdle(out SlotWait? loop); loops--)
        {
            loop.End(more: true);
        }
    }

    /// <summary>Has an idle loop go on within this call, until it waits for its handler or has nothing to run any more.</summary>
    public void WakeHere()
    {
        if (TryPopIdle(out SlotWait? loop))
        {
            loop.End(more: true, here: true);
        }
    }

    /// <summary>Ends when there may be something to run.</summary>
    /// <param name="loop">The loop's own.</param>
    /// <returns>False when there will be nothing any more.</returns>
    public ValueTask<bool> WaitAsync(SlotWait loop)
    {
        lock (gate)
        {
            if (current is not null || closed)
            {
                return ValueTask.FromResult(!closed || current is not null);
            }

            ValueTask<bool> wait = loop.Begin();
            idle.Push(loop);
            return wait;
        }
    }

    /// <summary>Nothing more starts; what is added from now on only waits to be withdrawn.</summary>
    public void Halt()
    {
        lock (gate)
        {
            halted = true;
            current = null;
            leases.Clear();
        }
    }

    /// <summary>Nothing will be added any more: loops end when all is run.</summary>
    public void Close()
    {
        SlotWait[] waiting;
        lock (gate)
        {
            closed = true;
            waiting = [.. idle];
            idle.Clear();
        }

        foreach (SlotWait loop in waiting)
        {
            loop.End(more: false);
        }
    }

    private bool TryPopIdle([NotNullWhen(true)] out SlotWait? loop)
    {
        lock (gate)
        {
            return idle.TryPop(out loop);
        }
    }
}
