using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    public ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Action? wake;
        lock (gate)
        {
            if (RemoveBuried(id) is not { } parked)
            {
                return ValueTask.FromResult(false);
            }

            // Else a handle would read how it failed before it has run again.
            results.Remove(id);
            QueueStore queue = QueueOf(parked.Lane.Queue);
            queue.Open(parked.Lane).PushTail(Changed(parked.Envelope, HeaderChange.Reset));
            wake = NextIdle(queue);
        }

        wake?.Invoke();
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(RemoveBuried(id) is not null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(keepFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(keepCount);
        int dropped = 0;
        lock (gate)
        {
            double oldest = Now() - keepFor.TotalMilliseconds;
            while (buried.First is { } first && (first.At < oldest || buried.Count > keepCount))
            {
                RemoveBuried(first.Id);
                dropped++;
            }
        }

        return ValueTask.FromResult(dropped);
    }

    private Parked? RemoveBuried(TaskId id)
    {
        Parked? parked = buried.Remove(id);
        if (parked is not null)
        {
            QueueOf(parked.Lane.Queue).Buried--;
        }

        return parked;
    }
}
