using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Model.Tests;

/// <summary>Says that it renewed and did not.</summary>
internal sealed class IgnoresRenewals(IBroker inner) : BrokerDecorator(inner)
{
    public override ILeaseLink OpenLeaseLink() => new DeafLink();

    private sealed class DeafLink : ILeaseLink
    {
        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime) => [];

        public void Dispose()
        {
        }
    }
}

/// <summary>Counts no attempt when a task is retried.</summary>
internal sealed class ForgetsAttempts(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) =>
        Inner.SettleAsync(
            lease, [.. settlements.Select(static one => one is RetrySettlement retry ? retry with { Change = HeaderChange.None } : one)], cancellationToken);
}

/// <summary>Gives a lease of its own to a take that is sent twice.</summary>
internal sealed class TakesTwice(IBroker inner) : BrokerDecorator(inner)
{
    private readonly HashSet<LeaseId> taken = [];

    public override ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) =>
        Inner.TakeAsync(taken.Add(request.Lease) ? request : request with { Lease = request.Lease with { Sequence = request.Lease.Sequence + 100_000 } }, cancellationToken);
}

/// <summary>Stores what is sent with a delay again when it is sent twice, with its time beginning anew.</summary>
internal sealed class DelaysAnew(IBroker inner) : BrokerDecorator(inner)
{
    public override async ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        foreach (EnqueueItem item in items.ToArray())
        {
            if (!item.Due.IsNow && await Inner.GetScheduledAsync(item.Id, cancellationToken) is not null)
            {
                await Inner.PromoteAsync(TakeRequest.MaxBatch, cancellationToken);
                continue;
            }

            await Inner.EnqueueAsync(new[] { item }, cancellationToken);
        }
    }
}

/// <summary>Loses what a crashed worker held, instead of rescuing it.</summary>
internal sealed class LosesSuspects(IBroker inner) : BrokerDecorator(inner)
{
    private long sequence;

    public override async ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        RescueReport report = await Inner.RescueAsync(request, cancellationToken);
        for (int i = 0; i < report.Rescued; i++)
        {
            var take = new TakeRequest(new LeaseId("thief", ++sequence), [Lane.Suspects("a"), Lane.Suspects("b")], 1, 1, request.LeaseTime);
            if (await Inner.TakeAsync(take, cancellationToken) is { } lease)
            {
                await Inner.SettleAsync(lease, [new CompleteSettlement(0)], cancellationToken);
            }
        }

        return report;
    }
}
