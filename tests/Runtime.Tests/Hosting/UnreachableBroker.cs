using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Hosting;

/// <summary>A broker that is not there.</summary>
internal sealed class UnreachableBroker : IBroker, IDisposable
{
    public string System => "nowhere";

    private static BrokerUnavailableException Away => new("Nothing listens at 127.0.0.1:1. Start the server, or name another endpoint.");

    public ValueTask ConnectAsync(CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => throw Away;

    public ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) => throw Away;

    public ILeaseLink OpenLeaseLink() => throw Away;

    public ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default) => throw Away;

    public ValueTask DisposeAsync() => default;

    public void Dispose()
    {
    }
}
