namespace TypedTasks.Worker;

/// <summary>Set by many, awaited by one; a signal that comes before the wait is not lost, and many count as one.</summary>
internal sealed class AsyncSignal
{
    private readonly object gate = new();
    private TaskCompletionSource? waiter;
    private bool set;

    public void Set()
    {
        lock (gate)
        {
            // Inside the lock, so that a wait that times out meanwhile sees it; its continuation runs elsewhere.
            set = waiter is null;
            waiter?.TrySetResult();
            waiter = null;
        }
    }

    public Task WaitAsync()
    {
        lock (gate)
        {
            if (set)
            {
                set = false;
                return Task.CompletedTask;
            }

            waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return waiter.Task;
        }
    }

    /// <summary>Waits for the signal, at most this long.</summary>
    /// <returns>Whether the signal came.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, RuntimeScheduler scheduler)
    {
        Task signal = WaitAsync();
        await scheduler.EndsWithin(signal, atMost);
        lock (gate)
        {
            // Either the signal came, or nobody waits for it now: one that comes later is kept for the next wait.
            waiter = null;
            return signal.IsCompleted;
        }
    }
}
