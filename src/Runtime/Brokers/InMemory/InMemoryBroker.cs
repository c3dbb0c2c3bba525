namespace TypedTasks.Brokers.InMemory;

/// <summary>
/// The broker that lives inside one process: the embedded default, and the reference for what every other broker does.
/// What it holds dies with the process.
/// </summary>
/// <remarks>
/// One lock guards all state, and every call is one critical section: that is what makes each transition atomic (G3).
/// Callbacks (wake-ups, watched results) run after the lock is left. Time is the scheduler's clock in whole milliseconds,
/// as it is in Redis.
/// </remarks>
public sealed partial class InMemoryBroker : IBroker, IDisposable
{
    private readonly object gate = new();
    private readonly RuntimeScheduler scheduler;
    private readonly Dictionary<string, QueueStore> queues = new(StringComparer.Ordinal);
    private readonly Dictionary<LeaseId, HeldLease> leases = [];
    private readonly ParkedStore scheduled = new();
    private readonly ParkedStore buried = new();

    /// <summary>Makes an empty broker.</summary>
    /// <param name="scheduler">Whose clock it goes by; null means the real one.</param>
    public InMemoryBroker(RuntimeScheduler? scheduler = null) => this.scheduler = scheduler ?? RuntimeScheduler.Default;

    /// <inheritdoc/>
    public string System => "memory";

    /// <inheritdoc/>
    public ValueTask ConnectAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(TimeSpan.Zero);
    }

    /// <summary>Nobody is called back any more; what it holds stays readable as long as somebody holds the broker.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        lock (gate)
        {
            listeners.Clear();
            watchers.Clear();
            foreach (QueueStore queue in queues.Values)
            {
                queue.Idle.Clear();
            }
        }
    }

    /// <summary>What is over by now is forgotten at once, so that a clock that steps back afterwards does not bring it back.</summary>
    private long Now()
    {
        long now = scheduler.Time.GetUtcNow().ToUnixTimeMilliseconds();
        ForgetEnded(now);
        DropEndedResults(now);
        takes.Forget(now);
        return now;
    }

    // As Redis has it in its list of deadlines: what is shown or rescued goes by the order of these.
    private static string MemberOf(LeaseId id, HeldLease held) => $"{id}|{held.Lane}";

    private QueueStore QueueOf(string name)
    {
        if (!queues.TryGetValue(name, out QueueStore? queue))
        {
            queue = new QueueStore(name);
            queues.Add(name, queue);
        }

        return queue;
    }
}
