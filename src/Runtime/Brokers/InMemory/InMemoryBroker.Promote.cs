namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    public ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default)
    {
        BrokerArguments.CheckBatch(max);
        cancellationToken.ThrowIfCancellationRequested();
        Action? wake = null;
        int promoted = 0;
        TimeSpan? next;
        lock (gate)
        {
            long now = Now();
            while (promoted < max && scheduled.First is { } due && due.At <= now)
            {
                scheduled.Remove(due.Id);
                QueueStore queue = QueueOf(due.Lane.Queue);
                queue.Scheduled--;
                queue.Open(due.Lane).PushTail(due.Envelope);
                wake += NextIdle(queue);
                promoted++;
            }

            next = scheduled.First is { } first ? TimeSpan.FromMilliseconds(Math.Max(0d, first.At - now)) : null;
        }

        wake?.Invoke();
        return ValueTask.FromResult(new PromoteReport(promoted, next));
    }
}
