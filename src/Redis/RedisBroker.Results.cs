using StackExchange.Redis;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    // Outcomes are announced while somebody waits for any; who does says so this often, and is believed for longer than a waiter's slowest look.
    private static readonly TimeSpan WaitingMarkEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WaitingMarkTime = TimeSpan.FromMinutes(2);

    // When this broker last said that it waits (ticks of the monotonic clock); 0 where that may have been lost.
    private long waitingMarkedAt;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        Task marked = MarkWaitingAsync(at);
        RedisValue outcome = await CallAsync("read a result", at, ReadResult(at.Database, id), cancellationToken);
        await marked;
        return outcome.IsNull ? default(ReadOnlyMemory<byte>?) : (ReadOnlyMemory<byte>)outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);

        Task marked = MarkWaitingAsync(at);

        // After a reconnect the mark may have gone with the server: the look that follows makes it anew.
        IAsyncDisposable watch = await SubscribeAsync(at, keys.Done(id), onChange, cancellationToken, () => Volatile.Write(ref waitingMarkedAt, 0));
        await marked;
        return watch;
    }

    private Task<RedisValue> ReadResult(IDatabase database, TaskId id) => keys.ResultPlace(id) is var (key, field) && field.IsNull
        ? database.StringGetAsync(key, CommandFlags.DemandMaster)
        : database.HashGetAsync(key, field, CommandFlags.DemandMaster);

    /// <summary>Says that somebody waits, ahead of a look in the same pipeline: what that look does not see will be announced.</summary>
    private Task MarkWaitingAsync(RedisConnection.Opened at)
    {
        long now = scheduler.Time.GetTimestamp();
        long before = Volatile.Read(ref waitingMarkedAt);
        if (before != 0 && scheduler.Time.GetElapsedTime(before, now) < WaitingMarkEvery)
        {
            return Task.CompletedTask;
        }

        // Sent first: whoever sees the time sends its look behind it.
        Task<RedisResult> mark = at.Database.ExecuteAsync("SET", [keys.Waiting, string.Empty, "PX", Milliseconds(WaitingMarkTime)], CommandFlags.DemandMaster);
        Volatile.Write(ref waitingMarkedAt, Math.Max(1, now));
        return EndQuietlyAsync(at, mark);
    }

    private async Task EndQuietlyAsync(RedisConnection.Opened at, Task<RedisResult> mark)
    {
        try
        {
            await CallAsync("say that an outcome is waited for", at, mark, CancellationToken.None);
        }
        catch (BrokerUnavailableException error)
        {
            // It makes outcomes come at once; without it they come with the next look, which says so again.
            Volatile.Write(ref waitingMarkedAt, 0);
            RedisLog.WaitingMarkFailed(logger, error);
        }
    }
}
