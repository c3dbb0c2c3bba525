using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Simulation.Checking;

namespace TypedTasks.Simulation.Live;

/// <summary>A broker that its process has no use for once the process is dead: nothing goes out, nothing is heard.</summary>
internal sealed class MortalBroker(IBroker inner, IProcess process) : BrokerDecorator(inner)
{
    public override ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default) =>
        Living.EnqueueAsync(items, cancellationToken);

    public override ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) =>
        Living.TakeAsync(request, cancellationToken);

    public override ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) =>
        Living.SettleAsync(lease, settlements, cancellationToken);

    public override ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default) =>
        Living.PromoteAsync(max, cancellationToken);

    public override ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) =>
        Living.RescueAsync(request, cancellationToken);

    public override ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default) =>
        Living.TrimBuriedAsync(keepFor, keepCount, cancellationToken);

    public override ILeaseLink OpenLeaseLink() => new Link(this, Living.OpenLeaseLink());

    private IBroker Living => process.IsDead ? throw new BrokerUnavailableException("The process is dead.") : Inner;

    private sealed class Link(MortalBroker broker, ILeaseLink inner) : ILeaseLink
    {
        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime)
        {
            _ = broker.Living;
            return inner.Renew(leases, leaseTime);
        }

        public void Dispose() => inner.Dispose();
    }
}
