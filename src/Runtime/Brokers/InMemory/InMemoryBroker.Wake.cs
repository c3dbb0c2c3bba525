namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    private readonly Dictionary<string, Listener> listeners = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default)
    {
        BrokerArguments.CheckSession(session);
        ArgumentNullException.ThrowIfNull(onWake);
        cancellationToken.ThrowIfCancellationRequested();
        var listener = new Listener(onWake);
        lock (gate)
        {
            if (listeners.TryGetValue(session, out Listener? earlier))
            {
                LeaveIdle(earlier);
            }

            listeners[session] = listener;
        }

        return ValueTask.FromResult<IAsyncDisposable>(new Registration(() => Unlisten(session, listener)));
    }

    /// <inheritdoc/>
    public ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default)
    {
        NameGrammar.CheckQueue(queue);
        cancellationToken.ThrowIfCancellationRequested();
        Action? wake;
        lock (gate)
        {
            wake = queues.TryGetValue(queue, out QueueStore? known) ? NextIdle(known) : null;
        }

        wake?.Invoke();
        return ValueTask.CompletedTask;
    }

    /// <summary>Under the lock only.</summary>
    private void EnterIdle(string session, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        // One that does not listen cannot be woken: a hint to it would be lost to others.
        LeaveIdle(session);
        Listener? listener = listeners.GetValueOrDefault(session);
        foreach (string name in names)
        {
            QueueStore queue = QueueOf(name);
            if (listener is not null)
            {
                queue.Idle.AddLast(listener);
                listener.IdleIn.Add(queue);
            }
        }
    }

    /// <summary>Takes the worker that has waited longest off the idle lists.</summary>
    /// <returns>Its wake-up, to be called once the lock is left, or null where nobody waits.</returns>
    private static Action? NextIdle(QueueStore queue)
    {
        if (queue.Idle.First?.Value is not { } listener)
        {
            return null;
        }

        LeaveIdle(listener);
        return listener.OnWake;
    }

    private void LeaveIdle(string session)
    {
        if (listeners.TryGetValue(session, out Listener? listener))
        {
            LeaveIdle(listener);
        }
    }

    private static void LeaveIdle(Listener listener)
    {
        foreach (QueueStore queue in listener.IdleIn)
        {
            queue.Idle.Remove(listener);
        }

        listener.IdleIn.Clear();
    }

    private void Unlisten(string session, Listener listener)
    {
        lock (gate)
        {
            LeaveIdle(listener);
            if (listeners.GetValueOrDefault(session) == listener)
            {
                listeners.Remove(session);
            }
        }
    }
}
