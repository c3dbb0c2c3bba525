using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Brokers.Wrong;

/// <summary>A take of several drops the last of them.</summary>
internal sealed class LosesAnItemOnTake(IBroker inner) : BrokerDecorator(inner)
{
    public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        Lease? lease = await Inner.TakeAsync(request, cancellationToken);
        if (lease is not { Envelopes.Count: > 1 })
        {
            return lease;
        }

        await Inner.SettleAsync(lease, [new CompleteSettlement(lease.Envelopes.Count - 1)], cancellationToken);
        return lease with { Envelopes = [.. lease.Envelopes.SkipLast(1)] };
    }
}

/// <summary>Acknowledges what it hands out before it has run: no lease protects it.</summary>
internal sealed class AcknowledgesBeforeTheRun(IBroker inner) : BrokerDecorator(inner)
{
    public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        Lease? lease = await Inner.TakeAsync(request, cancellationToken);
        if (lease is not null)
        {
            await Inner.SettleAsync(lease, [.. lease.Envelopes.Select(static (_, slot) => new CompleteSettlement(slot))], cancellationToken);
        }

        return lease;
    }
}

/// <summary>A take that is sent twice takes twice.</summary>
internal sealed class TakesTwiceUnderOneName(IBroker inner) : BrokerDecorator(inner)
{
    private readonly Dictionary<LeaseId, int> sent = [];

    public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        int times = sent[request.Lease] = sent.GetValueOrDefault(request.Lease) + 1;
        if (times == 1)
        {
            return await Inner.TakeAsync(request, cancellationToken);
        }

        LeaseId another = request.Lease with { Sequence = request.Lease.Sequence + (times * 1_000_000L) };
        Lease? lease = await Inner.TakeAsync(request with { Lease = another }, cancellationToken);
        return lease is null ? null : lease with { Id = request.Lease };
    }
}

/// <summary>Fills a lease from the lanes in the wrong order.</summary>
internal sealed class LooksIntoTheLanesBackwards(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) =>
        Inner.TakeAsync(request with { Lanes = [.. request.Lanes.Reverse()] }, cancellationToken);
}

/// <summary>Knows no byte budget.</summary>
internal sealed class IgnoresTheByteBudget(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) =>
        Inner.TakeAsync(request with { MaxBytes = Math.Max(request.MaxBytes, request.MaxBytes * 1_000) }, cancellationToken);
}
