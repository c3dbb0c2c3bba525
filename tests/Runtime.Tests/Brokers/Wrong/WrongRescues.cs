using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Brokers.Wrong;

/// <summary>Says that it renewed and did not: work that is alive is stolen.</summary>
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

/// <summary>Never rescues: what a dead worker held is lost.</summary>
internal sealed class NeverRescues(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(default(RescueReport));
}

/// <summary>Hears no listener: after a pause it takes work from workers that are alive.</summary>
internal sealed class StealsAfterAPause(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) =>
        Inner.ListenAsync(session + "x", onWake, cancellationToken);
}

/// <summary>Counts a lapse against every mate of a lease, and buries them all when one of them is poison.</summary>
internal sealed class BuriesTheMatesOfPoison(IBroker inner) : BrokerDecorator(inner)
{
    private long sequence;

    public override async ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        RescueReport report = await Inner.RescueAsync(request, cancellationToken);
        if (report.Rescued < 2)
        {
            return report;
        }

        var take = new TakeRequest(new LeaseId("undertaker", 1), [Lane.Suspects("mail")], 1, 1, request.LeaseTime);
        while (await Inner.TakeAsync(take with { Lease = new LeaseId("undertaker", ++sequence) }, cancellationToken) is { } lease)
        {
            EnvelopeHeader.TryRead(lease.Envelopes[0].Span, out EnvelopeHeader header);
            byte[] failure = FailureFormat.Write(new Failure(BuryReason.Poison, null, "It lapsed.", null, header.EnqueuedAt));
            await Inner.SettleAsync(
                lease, [new BurySettlement(0, header.Id, Lane.Of("mail"), HeaderChange.Delivered, failure)], cancellationToken);
        }

        return report with { Rescued = 0, Buried = report.Rescued };
    }
}

/// <summary>Knows no delivery limit: poison loops.</summary>
internal sealed class NeverBuriesPoison(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) =>
        Inner.RescueAsync(request with { DeliveryLimit = byte.MaxValue }, cancellationToken);
}
