using Microsoft.Extensions.Logging;

namespace TypedTasks.Telemetry;

/// <summary>What is said of single attempts in the log.</summary>
internal static partial class AttemptLog
{
    [LoggerMessage(200, LogLevel.Debug, "Task {TaskName} {TaskId} starts, attempt {Attempt} of {MaxAttempts}")]
    public static partial void AttemptStarts(this ILogger log, string taskName, TaskId taskId, int attempt, int maxAttempts);

    [LoggerMessage(201, LogLevel.Debug, "Task {TaskName} {TaskId} completed in {Milliseconds:F1} ms", SkipEnabledCheck = true)]
    public static partial void AttemptCompleted(this ILogger log, string taskName, TaskId taskId, double milliseconds);

    [LoggerMessage(202, LogLevel.Warning, "Task {TaskName} {TaskId} failed in attempt {Attempt} and runs again in {Delay}: {Message}")]
    public static partial void AttemptRetried(this ILogger log, Exception? error, string taskName, TaskId taskId, int attempt, TimeSpan delay, string message);

    [LoggerMessage(203, LogLevel.Error, "Task {TaskName} {TaskId} is buried ({Reason}) after attempt {Attempt}: {Message}")]
    public static partial void AttemptBuried(this ILogger log, Exception? error, string taskName, TaskId taskId, BuryReason reason, int attempt, string message);

    [LoggerMessage(204, LogLevel.Information, "Task {TaskName} {TaskId} asked to run again in {Delay}")]
    public static partial void AttemptSnoozed(this ILogger log, string taskName, TaskId taskId, TimeSpan delay);

    [LoggerMessage(205, LogLevel.Warning, "Task {TaskName} {TaskId} expired before it started")]
    public static partial void AttemptExpired(this ILogger log, string taskName, TaskId taskId);

    [LoggerMessage(206, LogLevel.Information, "Task {TaskName} {TaskId} was interrupted by the stop of the worker and goes back to its queue")]
    public static partial void AttemptInterrupted(this ILogger log, string taskName, TaskId taskId);

    [LoggerMessage(207, LogLevel.Warning, "Task {TaskName} {TaskId} is put off for {Delay}: {Message}")]
    public static partial void AttemptDeferred(this ILogger log, string taskName, TaskId taskId, TimeSpan delay, string message);

    [LoggerMessage(209, LogLevel.Error, "Something around the attempt of task {TaskName} {TaskId} threw, a listener of its telemetry perhaps; it counts as a failure")]
    public static partial void AttemptBroken(this ILogger log, Exception error, string taskName, TaskId taskId);

    [LoggerMessage(210, LogLevel.Error, "The failure of task {TaskName} {TaskId} could not be sealed: the keys threw. Only its reason is stored")]
    public static partial void FailureNotSealed(this ILogger log, Exception error, string taskName, TaskId taskId);

    [LoggerMessage(208, LogLevel.Warning, "Task {TaskName} {TaskId} ended after its lease was lost; nothing is written, it runs again elsewhere")]
    public static partial void AttemptLeaseLost(this ILogger log, string taskName, TaskId taskId);
}
