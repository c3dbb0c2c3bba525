using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Client;

/// <summary>A broker in front of another whose sends, reads and subscriptions a test can disturb.</summary>
internal sealed class SickBroker : IBroker
{
    private IBroker inner = null!;

    /// <summary>Runs before each send; may throw. Gets the number of the send, 1 for the first, and its size.</summary>
    public Func<int, int, ValueTask>? BeforeEnqueue { get; set; }

    /// <summary>Runs before each send, after <see cref="BeforeEnqueue"/>; may throw. Gets the number of the send and what is sent.</summary>
    public Action<int, ReadOnlyMemory<EnqueueItem>>? BeforeEnqueueItems { get; set; }

    /// <summary>Runs after each send that was stored; may throw, as if its answer were lost.</summary>
    public Action? AfterEnqueue { get; set; }

    /// <summary>Runs before each read of an outcome; may throw.</summary>
    public Action? BeforeGetResult { get; set; }

    /// <summary>Whether pushes reach the watcher.</summary>
    public bool Deaf { get; set; }

    /// <summary>The sizes of the sends.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Completes when somebody watches an outcome.</summary>
    public TaskCompletionSource Watched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the last watcher gave, as a reconnect would call it.</summary>
    public Action? OnChange { get; private set; }

    public string System => inner.System;

    public SickBroker On(IBroker broker)
    {
        inner = broker;
        return this;
    }

    public async ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        Batches.Add(items.Length);
        if (BeforeEnqueue is not null)
        {
            await BeforeEnqueue(Batches.Count, items.Length);
        }

        BeforeEnqueueItems?.Invoke(Batches.Count, items);
        await inner.EnqueueAsync(items, cancellationToken);
        AfterEnqueue?.Invoke();
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        BeforeGetResult?.Invoke();
        return inner.GetResultAsync(id, cancellationToken);
    }

    public async ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default)
    {
        OnChange = onChange;
        IAsyncDisposable watch = await inner.WatchResultAsync(id, Deaf ? () => { } : onChange, cancellationToken);
        Watched.TrySetResult();
        return watch;
    }

    public ValueTask ConnectAsync(CancellationToken cancellationToken = default) => inner.ConnectAsync(cancellationToken);

    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => inner.PingAsync(cancellationToken);

    public ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) => inner.TakeAsync(request, cancellationToken);

    public ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) =>
        inner.SettleAsync(lease, settlements, cancellationToken);

    public ILeaseLink OpenLeaseLink() => inner.OpenLeaseLink();

    public ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default) => inner.PromoteAsync(max, cancellationToken);

    public ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) => inner.RescueAsync(request, cancellationToken);

    public ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default) =>
        inner.TrimBuriedAsync(keepFor, keepCount, cancellationToken);

    public ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) => inner.CountAsync(cancellationToken);

    public ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default) => inner.GetStateAsync(id, cancellationToken);

    public ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default) => inner.GetScheduledAsync(id, cancellationToken);

    public ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default) => inner.GetBuriedAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListReadyAsync(lane, skip, take, cancellationToken);

    public ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListTakenAsync(skip, take, cancellationToken);

    public ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListScheduledAsync(skip, take, cancellationToken);

    public ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListBuriedAsync(skip, take, cancellationToken);

    public ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) => inner.ReplayAsync(id, cancellationToken);

    public ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default) => inner.DeleteBuriedAsync(id, cancellationToken);

    public ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) =>
        inner.ListenAsync(session, onWake, cancellationToken);

    public ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default) => inner.WakeAsync(queue, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
