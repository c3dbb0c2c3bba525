namespace TypedTasks.Worker;

/// <summary>All leases of this process, from the take to the last settlement.</summary>
internal sealed class HeldLeases
{
    private readonly object gate = new();
    private readonly HashSet<HeldLease> held = [];
    private TaskCompletionSource? empty;

    /// <summary>Taken before a suspect is; given back when it is gone. All workers of a process share it.</summary>
    public SuspectTurn Suspects { get; set; } = new();

    public void Add(HeldLease lease)
    {
        lock (gate)
        {
            held.Add(lease);
        }
    }

    /// <summary>Its last slot is settled, or it is lost and its last handler has returned.</summary>
    public void Remove(HeldLease lease)
    {
        TaskCompletionSource? signal = null;
        bool gone;
        lock (gate)
        {
            gone = held.Remove(lease);
            if (held.Count == 0)
            {
                (signal, empty) = (empty, null);
            }
        }

        signal?.TrySetResult();
        if (!gone)
        {
            return;
        }

        // Every slot has ended: nobody reads its envelopes any more.
        lease.Lease.Memory?.Dispose();
        if (lease.Lease.Lane.IsSuspect)
        {
            Suspects.GiveBack();
        }
    }

    /// <summary>Copies them into a list, which is cleared first.</summary>
    public void CopyTo(List<HeldLease> copy)
    {
        copy.Clear();
        lock (gate)
        {
            copy.AddRange(held);
        }
    }

    /// <summary>The newest first: what several give back to the head of a lane at once lies there in its old order.</summary>
    public IReadOnlyList<HeldLease> ToList()
    {
        lock (gate)
        {
            return [.. held.OrderByDescending(static one => one.Lease.Id.Sequence)];
        }
    }

    /// <summary>Ends when none is held.</summary>
    public Task WhenEmpty()
    {
        lock (gate)
        {
            return held.Count == 0
                ? Task.CompletedTask
                : (empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
