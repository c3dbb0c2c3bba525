namespace TypedTasks.Worker;

/// <summary>All leases of this process, from the take to the last settlement.</summary>
internal sealed class HeldLeases
{
    private readonly object gate = new();
    private readonly HashSet<HeldLease> held = [];
    private TaskCompletionSource? empty;

    /// <summary>Whether a suspect is among them: then no second one is taken.</summary>
    public bool HasSuspect { get; private set; }

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
        lock (gate)
        {
            held.Remove(lease);
            if (lease.Lease.Lane.IsSuspect)
            {
                HasSuspect = held.Any(other => other.Lease.Lane.IsSuspect);
            }

            if (held.Count == 0)
            {
                (signal, empty) = (empty, null);
            }
        }

        signal?.TrySetResult();
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
