namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A lane was never made, or an envelope is shorter than its header; nothing is stored.</exception>
    public ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BrokerArguments.Check(items.Span);
        Action? wake = null;
        lock (gate)
        {
            long now = Now();
            QueueStore? last = null;
            foreach (EnqueueItem item in items.Span)
            {
                if (!item.Due.IsNow)
                {
                    // Sent twice, it keeps its first time.
                    if (scheduled.Find(item.Id) is not null)
                    {
                        continue;
                    }

                    Schedule(new Parked(item.Id, item.Lane, Moment.Of(now, item.Due), default, Copy(item)));
                    continue;
                }

                QueueStore queue = QueueOf(item.Lane.Queue);
                queue.Open(item.Lane).PushTail(Copy(item));
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

    // The caller may use its buffer again once the call has returned.
    private static byte[] Copy(in EnqueueItem item) => item.Envelope.ToArray();

    private void Schedule(Parked parked)
    {
        if (scheduled.Put(parked) is { } replaced)
        {
            QueueOf(replaced.Lane.Queue).Scheduled--;
        }

        QueueOf(parked.Lane.Queue).Scheduled++;
    }
}
