namespace TypedTasks.Brokers.InMemory;

/// <summary>A worker that can be woken, and the queues that it waits for; none while it is at work.</summary>
internal sealed class Listener(Action onWake)
{
    public Action OnWake { get; } = onWake;

    public List<QueueStore> IdleIn { get; } = [];
}

/// <summary>Ends something once.</summary>
internal sealed class Registration(Action end) : IAsyncDisposable
{
    private Action? end = end;

    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref end, null)?.Invoke();
        return ValueTask.CompletedTask;
    }
}
