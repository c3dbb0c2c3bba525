using Microsoft.Extensions.Logging;

namespace TypedTasks.Telemetry;

/// <summary>What a worker says in the log. The numbers are part of the contract: they are not reused.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(100, LogLevel.Information, "The worker {Session} works on {Queues} of {System} with {Concurrency} slots and {Tasks} tasks")]
    public static partial void WorkerStarted(this ILogger log, string session, string queues, string system, int concurrency, int tasks);

    [LoggerMessage(101, LogLevel.Information, "The worker {Session} stops: nothing more is taken, {Running} attempts may finish within {Timeout}")]
    public static partial void WorkerStops(this ILogger log, string session, int running, TimeSpan timeout);

    [LoggerMessage(102, LogLevel.Information, "The worker {Session} has stopped")]
    public static partial void WorkerStopped(this ILogger log, string session);

    [LoggerMessage(103, LogLevel.Warning, "The time to stop is over: {Running} attempts that still run are cancelled; their tasks go back to their queues and no attempt is spent")]
    public static partial void StopCancels(this ILogger log, int running);

    [LoggerMessage(104, LogLevel.Error, "{Running} attempts ignore their cancellation. Their tasks stay with this process until it ends and are rescued then")]
    public static partial void HandlersIgnoreStop(this ILogger log, int running);

    [LoggerMessage(110, LogLevel.Warning, "The broker does not answer ({What}); trying again until it does")]
    public static partial void BrokerFailed(this ILogger log, Exception error, string what);

    [LoggerMessage(111, LogLevel.Information, "The broker answers again ({What}) after {Seconds:F1} s and {Failures} failures")]
    public static partial void BrokerAnswersAgain(this ILogger log, string what, double seconds, int failures);

    [LoggerMessage(120, LogLevel.Warning, "The lease {Lease} of {Lane} is lost ({Why}): its handlers are cancelled and nothing more is written; what was not settled runs again")]
    public static partial void LeaseLost(this ILogger log, string lease, string lane, string why);

    [LoggerMessage(121, LogLevel.Warning, "{Settlements} settlements of the lease {Lease} could not be written: it belongs to a rescuer now, those tasks run again")]
    public static partial void SettledTooLate(this ILogger log, int settlements, string lease);

    [LoggerMessage(124, LogLevel.Warning, "The lease {Lease} is gone, and its last {Settlements} settlements were sent more than once: an earlier copy has written them, or it belongs to a rescuer and those tasks run again")]
    public static partial void SettledOrTooLate(this ILogger log, int settlements, string lease);

    [LoggerMessage(122, LogLevel.Error, "{Settlements} settlements of the lease {Lease} could not be written before the worker ended; those tasks run again")]
    public static partial void SettlingGivenUp(this ILogger log, Exception error, int settlements, string lease);

    [LoggerMessage(123, LogLevel.Debug, "{Count} tasks of the lease {Lease} did not start within {After} and go back to {Lane}")]
    public static partial void UnstartedReturned(this ILogger log, int count, string lease, TimeSpan after, string lane);

    [LoggerMessage(130, LogLevel.Warning, "{Count} tasks of {Leases} lapsed leases were rescued")]
    public static partial void Rescued(this ILogger log, int count, int leases);

    [LoggerMessage(131, LogLevel.Error, "{Count} tasks were buried as poison: their worker died each time they ran alone")]
    public static partial void Poisoned(this ILogger log, int count);

    [LoggerMessage(132, LogLevel.Warning, "{Count} dead letters were dropped: they were beyond {KeepCount} or older than {KeepFor}")]
    public static partial void DeadLettersDropped(this ILogger log, int count, int keepCount, TimeSpan keepFor);
}
