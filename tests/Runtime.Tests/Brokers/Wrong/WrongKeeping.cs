using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Brokers.Wrong;

/// <summary>Scheduled work is ready before its time.</summary>
internal sealed class PromotesBeforeDue(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        EnqueueItem[] early = items.ToArray();
        for (int i = 0; i < early.Length; i++)
        {
            early[i] = early[i] with { Due = early[i].Due.After is { } after ? DueTime.In(after / 2) : early[i].Due };
        }

        return Inner.EnqueueAsync(early, cancellationToken);
    }
}

/// <summary>Takes envelopes for text.</summary>
internal sealed class TakesEnvelopesForText(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        EnqueueItem[] changed = items.ToArray();
        for (int i = 0; i < changed.Length; i++)
        {
            // What a text protocol or a script that trims does to binary data.
            byte[] bytes = changed[i].Envelope.ToArray();
            bytes.AsSpan().Replace((byte)0x0D, (byte)0x0A);
            changed[i] = changed[i] with { Envelope = bytes };
        }

        return Inner.EnqueueAsync(changed, cancellationToken);
    }
}

/// <summary>Taken work is nowhere to be seen.</summary>
internal sealed class CountsWrong(IBroker inner) : BrokerDecorator(inner)
{
    public override async ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) =>
        [.. (await Inner.CountAsync(cancellationToken)).Select(static counts => counts with { Taken = 0 })];
}

/// <summary>A replay starts where the last run ended: it is exhausted at once.</summary>
internal sealed class KeepsCountersOnReplay(IBroker inner) : BrokerDecorator(inner)
{
    public override async ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        if (await Inner.GetBuriedAsync(id, cancellationToken) is not { } parked)
        {
            return false;
        }

        await Inner.DeleteBuriedAsync(id, cancellationToken);
        await Inner.EnqueueAsync(new[] { new EnqueueItem(id, parked.Lane, DueTime.Now, parked.Envelope) }, cancellationToken);
        return true;
    }
}

/// <summary>Dead letters pile up.</summary>
internal sealed class NeverTrims(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(0);
}
