using Microsoft.Extensions.Logging;

namespace TypedTasks.Redis;

/// <summary>What the Redis broker logs.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(
        EventId = 501,
        Level = LogLevel.Error,
        Message = "Redis at {Endpoint} has maxmemory-policy '{Policy}': when its memory is full it will delete {What} without a word. Set it to 'noeviction' (CONFIG SET maxmemory-policy noeviction).")]
    public static partial void Evicts(ILogger logger, string endpoint, string policy, string what);

    [LoggerMessage(
        EventId = 502,
        Level = LogLevel.Warning,
        Message = "Redis at {Endpoint} does not let this user run INFO: its version and its maxmemory-policy are not checked, and a restart of it is noticed by the pause alone. Grant +info.")]
    public static partial void InfoDenied(ILogger logger, string endpoint);

    [LoggerMessage(EventId = 503, Level = LogLevel.Debug, Message = "A wake-up of queue {Queue} did not get through; the worker's slow poll finds the work.")]
    public static partial void WakeFailed(ILogger logger, string queue, Exception error);

    [LoggerMessage(EventId = 504, Level = LogLevel.Warning, Message = "The connection to Redis at {Endpoint} was lost ({Failure}); it is made again.")]
    public static partial void ConnectionLost(ILogger logger, string? endpoint, string failure);

    [LoggerMessage(EventId = 505, Level = LogLevel.Information, Message = "The connection to Redis at {Endpoint} is there again.")]
    public static partial void ConnectionBack(ILogger logger, string? endpoint);

    [LoggerMessage(EventId = 506, Level = LogLevel.Debug, Message = "The names of queues could not be recorded; they are recorded with a later call.")]
    public static partial void QueuesNotRecorded(ILogger logger, Exception error);

    [LoggerMessage(EventId = 507, Level = LogLevel.Debug, Message = "Redis was not told that outcomes are waited for: they come with the next look, at most 30 s late.")]
    public static partial void WaitingMarkFailed(ILogger logger, Exception error);

    [LoggerMessage(
        EventId = 508,
        Level = LogLevel.Warning,
        Message = "Redis does not let workers wait for tasks ({Refusal}): each task of an idle worker costs a wake-up and a take more, about half a millisecond. Grant +blmove (eng/redis/typedtasks.acl).")]
    public static partial void WaitRefused(ILogger logger, string refusal);
}
