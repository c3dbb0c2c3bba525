using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;

namespace TypedTasks.Simulation.Faults;

/// <summary>A broker that does one thing wrong; the one thing is a function that gets the right way to do it.</summary>
internal sealed class Wrong(IBroker inner) : BrokerDecorator(inner)
{
    public delegate ValueTask<Lease?> TakeFault(IBroker right, TakeRequest request);

    public delegate ValueTask<SettleStatus> SettleFault(IBroker right, Lease lease, IReadOnlyList<Settlement> settlements);

    public delegate ValueTask<RescueReport> RescueFault(IBroker right, RescueRequest request);

    public TakeFault? Take { get; init; }

    public SettleFault? Settle { get; init; }

    public RescueFault? Rescue { get; init; }

    public Func<IBroker, EnqueueItem[], ValueTask>? Enqueue { get; init; }

    public Func<IBroker, int, ValueTask<PromoteReport>>? Promote { get; init; }

    public Func<IBroker, TaskId, ValueTask<bool>>? Replay { get; init; }

    public Func<ILeaseLink, IReadOnlyList<Lease>, TimeSpan, IReadOnlyList<LeaseId>>? Renew { get; init; }

    public bool IsDeafToListeners { get; init; }

    public override ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default) =>
        Enqueue?.Invoke(Inner, items.ToArray()) ?? base.EnqueueAsync(items, cancellationToken);

    public override ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) =>
        Take?.Invoke(Inner, request) ?? base.TakeAsync(request, cancellationToken);

    public override ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) =>
        Settle?.Invoke(Inner, lease, settlements) ?? base.SettleAsync(lease, settlements, cancellationToken);

    public override ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) =>
        Rescue?.Invoke(Inner, request) ?? base.RescueAsync(request, cancellationToken);

    public override ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default) =>
        Promote?.Invoke(Inner, max) ?? base.PromoteAsync(max, cancellationToken);

    public override ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) =>
        Replay?.Invoke(Inner, id) ?? base.ReplayAsync(id, cancellationToken);

    public override ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) =>
        IsDeafToListeners ? new ValueTask<IAsyncDisposable>(new Nobody()) : base.ListenAsync(session, onWake, cancellationToken);

    public override ILeaseLink OpenLeaseLink() => Renew is null ? base.OpenLeaseLink() : new Link(base.OpenLeaseLink(), Renew);

    private sealed class Link(ILeaseLink right, Func<ILeaseLink, IReadOnlyList<Lease>, TimeSpan, IReadOnlyList<LeaseId>> renew) : ILeaseLink
    {
        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime) => renew(right, leases, leaseTime);

        public void Dispose() => right.Dispose();
    }

    private sealed class Nobody : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
