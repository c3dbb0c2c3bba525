namespace TypedTasks.Worker;

/// <summary>All leases of this process, from the take to the last settlement.</summary>
internal sealed class HeldLeases
{
    private readonly object gate = new();
    private readonly HashSet<HeldLease> held = [];
    private TaskCompletionSource? empty;

    /// <summary>Whether a suspect is among them: then no second one is taken.</summary>
    public bool HasSuspect { get; private set; }

    /// <summary>Told when the last suspect among them is gone: the next may be taken. Any thread.</summary>
    public Action? OnSuspectGone { get; set; }

    public void Add(HeldLease lease)
    {
        lock (gate)
        {
            held.Add(lease);
            HasSuspect |= lease.Lease.Lane.IsSuspect;
        }
    }

    public void Remove(HeldLease lease)
    {
        TaskCompletionSource? signal = null;
        bool suspectGone = false;
        lock (gate)
        {
            held.Remove(lease);
            if (lease.Lease.Lane.IsSuspect)
            {
                HasSuspect = held.Any(other => other.Lease.Lane.IsSuspect);
                suspectGone = !HasSuspect;
            }

            if (held.Count == 0)
            {
                (signal, empty) = (empty, null);
            }
        }

        signal?.TrySetResult();
        if (suspectGone)
        {
            OnSuspectGone?.Invoke();
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

    public IReadOnlyList<HeldLease> ToList()
    {
        var copy = new List<HeldLease>();
        CopyTo(copy);
        return copy;
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
