using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

/// <summary>Passes every call on; a wrong broker overrides what it does wrong.</summary>
public abstract class BrokerDecorator(IBroker inner) : IBroker
{
    protected IBroker Inner => inner;

    public string System => inner.System;

    public string Namespace => inner.Namespace;

    public virtual ValueTask ConnectAsync(CancellationToken cancellationToken = default) => inner.ConnectAsync(cancellationToken);

    public virtual ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => inner.PingAsync(cancellationToken);

    public virtual ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default) =>
        inner.EnqueueAsync(items, cancellationToken);

    public virtual ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) =>
        inner.TakeAsync(request, cancellationToken);

    public virtual ValueTask<SettleStatus> SettleAsync(
        Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) =>
        inner.SettleAsync(lease, settlements, cancellationToken);

    public virtual ILeaseLink OpenLeaseLink() => inner.OpenLeaseLink();

    public virtual IWaitLink? OpenWaitLink() => inner.OpenWaitLink();

    public virtual ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default) =>
        inner.PromoteAsync(max, cancellationToken);

    public virtual ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) =>
        inner.RescueAsync(request, cancellationToken);

    public virtual ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default) =>
        inner.TrimBuriedAsync(keepFor, keepCount, cancellationToken);

    public virtual ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) =>
        inner.CountAsync(cancellationToken);

    public virtual ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default) =>
        inner.GetStateAsync(id, cancellationToken);

    public virtual ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default) =>
        inner.GetScheduledAsync(id, cancellationToken);

    public virtual ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default) =>
        inner.GetBuriedAsync(id, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListReadyAsync(lane, skip, take, cancellationToken);

    public virtual ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListTakenAsync(skip, take, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListScheduledAsync(skip, take, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListBuriedAsync(skip, take, cancellationToken);

    public virtual ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) =>
        inner.ReplayAsync(id, cancellationToken);

    public virtual ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default) =>
        inner.DeleteBuriedAsync(id, cancellationToken);

    public virtual ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default) =>
        inner.GetResultAsync(id, cancellationToken);

    public virtual ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default) =>
        inner.WatchResultAsync(id, onChange, cancellationToken);

    public virtual ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) =>
        inner.ListenAsync(session, onWake, cancellationToken);

    public virtual ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default) => inner.WakeAsync(queue, cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
