namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    private readonly Dictionary<TaskId, (byte[] Outcome, long Until)> results = [];

    // By the end of its time. An entry whose result was written again since is stale and skipped.
    private readonly PriorityQueue<TaskId, long> resultsByEnd = new();
    private readonly Dictionary<TaskId, Action> watchers = [];

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(FindResult(id) is { } outcome ? new ReadOnlyMemory<byte>(outcome) : default(ReadOnlyMemory<byte>?));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        cancellationToken.ThrowIfCancellationRequested();

        // A delegate of its own, so that two watchers that pass the same callback are taken out one at a time.
        Action watcher = new(onChange.Invoke);
        lock (gate)
        {
            watchers[id] = watchers.GetValueOrDefault(id) + watcher;
        }

        return ValueTask.FromResult<IAsyncDisposable>(new Registration(() => Unwatch(id, watcher)));
    }

    private byte[]? FindResult(TaskId id)
    {
        long now = Now();
        return results.TryGetValue(id, out (byte[] Outcome, long Until) kept) && kept.Until > now ? kept.Outcome : null;
    }

    /// <summary>Keeps an outcome, if there is one.</summary>
    /// <returns>Who is to be called once the lock is left, or null.</returns>
    private Action? KeepResult(ResultWrite? result, long now)
    {
        if (result is null)
        {
            return null;
        }

        long until = Moment.After(now, result.KeepFor);
        results[result.Id] = (result.Outcome.ToArray(), until);
        resultsByEnd.Enqueue(result.Id, until);
        return watchers.GetValueOrDefault(result.Id);
    }

    private void DropEndedResults(long now)
    {
        while (resultsByEnd.TryPeek(out TaskId id, out long until) && until <= now)
        {
            resultsByEnd.Dequeue();
            if (results.TryGetValue(id, out (byte[] Outcome, long Until) kept) && kept.Until <= now)
            {
                results.Remove(id);
            }
        }
    }

    private void Unwatch(TaskId id, Action watcher)
    {
        lock (gate)
        {
            if (watchers.GetValueOrDefault(id) is not { } all)
            {
                return;
            }

            if ((Action?)Delegate.Remove(all, watcher) is { } others)
            {
                watchers[id] = others;
            }
            else
            {
                watchers.Remove(id);
            }
        }
    }
}
