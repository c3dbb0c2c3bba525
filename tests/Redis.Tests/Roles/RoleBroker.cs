using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Tests.Roles;

/// <summary>One broker whose every call is made by the user that makes it in a deployment with roles.</summary>
internal sealed class RoleBroker(RedisBroker producer, RedisBroker worker, RedisBroker inspector, RedisBroker @operator) : BrokerDecorator(worker)
{
    public static async Task<RoleBroker> ConnectAsync(Server.RedisServer server, string prefix) => new(
        await RoleFile.ConnectAsync(server, RoleFile.Producer, prefix),
        await RoleFile.ConnectAsync(server, RoleFile.Worker, prefix),
        await RoleFile.ConnectAsync(server, RoleFile.Inspector, prefix),
        await RoleFile.ConnectAsync(server, RoleFile.Operator, prefix));

    public override ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default) =>
        producer.EnqueueAsync(items, cancellationToken);

    public override ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default) =>
        producer.GetResultAsync(id, cancellationToken);

    public override ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default) =>
        producer.WatchResultAsync(id, onChange, cancellationToken);

    // A waiting handle asks these as a producer, an inspector asks them as itself.
    public override async ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        await inspector.GetStateAsync(id, cancellationToken);
        return await producer.GetStateAsync(id, cancellationToken);
    }

    public override async ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        await inspector.GetScheduledAsync(id, cancellationToken);
        return await producer.GetScheduledAsync(id, cancellationToken);
    }

    public override async ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        await inspector.GetBuriedAsync(id, cancellationToken);
        return await producer.GetBuriedAsync(id, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) => inspector.CountAsync(cancellationToken);

    public override ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default) =>
        inspector.ListReadyAsync(lane, skip, take, cancellationToken);

    public override ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inspector.ListTakenAsync(skip, take, cancellationToken);

    public override ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inspector.ListScheduledAsync(skip, take, cancellationToken);

    public override ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inspector.ListBuriedAsync(skip, take, cancellationToken);

    public override ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) => @operator.ReplayAsync(id, cancellationToken);

    public override ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default) =>
        @operator.DeleteBuriedAsync(id, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await producer.DisposeAsync();
        await inspector.DisposeAsync();
        await @operator.DisposeAsync();
        await base.DisposeAsync();
    }
}
