namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    // Ids that were sent with RememberFor, and until when; the second by that time, perhaps earlier than the first where an id was
    // forgotten and remembered again.
    private readonly Dictionary<TaskId, long> remembered = [];
    private readonly PriorityQueue<TaskId, long> rememberedByEnd = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A lane was never made, or an envelope is shorter than its header; nothing is stored.</exception>
    public ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BrokerArguments.Check(items.Span);
        Action? wake = null;
        QueueFullException? full = null;
        lock (gate)
        {
            long now = Now();
            QueueStore? last = null;
            int accepted = 0;
            foreach (EnqueueItem item in items.Span)
            {
                QueueStore queue = QueueOf(item.Lane.Queue);
                bool known = item.RememberFor > TimeSpan.Zero && IsRemembered(item.Id, now);
                if (!known && item is { QueueLimit: > 0, Due.IsNow: true } && queue.Ready >= item.QueueLimit)
                {
                    full = new QueueFullException(item.Lane.Queue, item.QueueLimit, accepted);
                    OpenQueues(items.Span[accepted..]);
                    break;
                }

                accepted++;
                if (known || !Store(item, queue, now))
                {
                    continue;
                }

                if (queue != last)
                {
                    wake += NextIdle(queue);
                    last = queue;
                }
            }
        }

        wake?.Invoke();
        return full is null ? ValueTask.CompletedTask : ValueTask.FromException(full);
    }

    /// <summary>A queue that was sent to is counted, though it did not come to that.</summary>
    private void OpenQueues(ReadOnlySpan<EnqueueItem> items)
    {
        foreach (ref readonly EnqueueItem item in items)
        {
            QueueOf(item.Lane.Queue);
        }
    }

    /// <summary>Stores one task.</summary>
    /// <returns>Whether it is ready.</returns>
    private bool Store(in EnqueueItem item, QueueStore queue, long now)
    {
        if (item.RememberFor > TimeSpan.Zero)
        {
            Remember(item.Id, Moment.After(now, item.RememberFor));
        }

        if (item.Due.IsNow)
        {
            queue.Open(item.Lane).PushTail(Copy(item));
            return true;
        }

        // Sent twice, it keeps its first time.
        if (scheduled.Find(item.Id) is null)
        {
            Schedule(new Parked(item.Id, item.Lane, Moment.Of(now, item.Due), default, Copy(item)));
        }

        return false;
    }

    private bool IsRemembered(TaskId id, long now) => remembered.TryGetValue(id, out long end) && end > now;

    private void ForgetEnded(long now)
    {
        while (rememberedByEnd.TryPeek(out TaskId ended, out long until) && until <= now)
        {
            rememberedByEnd.Dequeue();
            if (remembered.TryGetValue(ended, out long last) && last <= now)
            {
                remembered.Remove(ended);
            }
        }
    }

    private void Remember(TaskId id, long until)
    {
        remembered[id] = until;
        rememberedByEnd.Enqueue(id, until);
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
