namespace TypedTasks.BrokerConformance;

/// <summary>Something that happens on another thread, any number of times, and that a test waits for.</summary>
internal sealed class Signal
{
    // Nothing is measured: a signal that does not come in this time never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim happened = new(0);
    private int count;

    /// <summary>How often it happened.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>It happens.</summary>
    public void Set()
    {
        Interlocked.Increment(ref count);
        happened.Release();
    }

    /// <summary>Waits for the next time that it happens and was not yet waited for.</summary>
    public async Task WaitAsync() => Assert.True(await happened.WaitAsync(Patience), "The signal did not come.");
}
