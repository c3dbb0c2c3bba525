namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A lane was never made, or an envelope is shorter than its header; nothing is stored.</exception>
    public ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (EnqueueItem item in items.Span)
        {
            Check.Lane(item.Lane);
            Check.Envelope(item.Envelope);
        }

        Action? wake = null;
        lock (gate)
        {
            long now = Now();
            QueueStore? last = null;
            foreach (EnqueueItem item in items.Span)
            {
                // The caller may use its buffer again once this call has returned.
                byte[] envelope = item.Envelope.ToArray();
                if (!item.Due.IsNow)
                {
                    Schedule(new Parked(item.Id, item.Lane, Moment.Of(now, item.Due), default, envelope));
                    continue;
                }

                QueueStore queue = QueueOf(item.Lane.Queue);
                queue.Open(item.Lane).PushTail(envelope);
                if (queue != last)
                {
                    wake += NextIdle(queue);
                    last = queue;
                }
            }
        }

        wake?.Invoke();
        return ValueTask.CompletedTask;
    }

    private void Schedule(Parked parked)
    {
        if (scheduled.Put(parked) is { } replaced)
        {
            QueueOf(replaced.Lane.Queue).Scheduled--;
        }

        QueueOf(parked.Lane.Queue).Scheduled++;
    }
}
