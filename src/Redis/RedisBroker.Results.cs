using StackExchange.Redis;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RedisValue outcome = await CallAsync(
            "read a result", at, at.Database.StringGetAsync(keys.Result(id), CommandFlags.DemandMaster), cancellationToken);
        return outcome.IsNull ? default(ReadOnlyMemory<byte>?) : (ReadOnlyMemory<byte>)outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        return await SubscribeAsync(at, keys.Done(id), onChange, cancellationToken);
    }
}
