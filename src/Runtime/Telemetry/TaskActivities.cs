using System.Diagnostics;

namespace TypedTasks.Telemetry;

/// <summary>The spans: <c>publish</c> where Delay runs and <c>process</c> where the handler runs, joined by the W3C headers.</summary>
/// <remarks>Each method returns null at once where nobody listens.</remarks>
internal static class TaskActivities
{
    private static readonly ActivitySource Source = new(TelemetryNames.Source);
    private static readonly SpanNames Publish = new("publish ");
    private static readonly SpanNames Process = new("process ");

    // Tags hold objects: the numbers of most attempts, boxed once.
    private static readonly object[] Attempts = [.. Enumerable.Range(0, 26).Select(static number => (object)number)];

    /// <summary>Starts the span of a send.</summary>
    /// <param name="system">What the broker is.</param>
    /// <param name="queue">Where it goes.</param>
    /// <param name="task">The task's name; null for a bulk send of several.</param>
    /// <param name="id">The task's id; null for a bulk send.</param>
    /// <param name="count">How many are sent.</param>
    public static Activity? StartPublish(string system, string queue, string? task, TaskId? id, int count = 1)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity? activity = Source.StartActivity(Publish.Of(queue), ActivityKind.Producer);
        if (activity is { IsAllDataRequested: true })
        {
            AddCommon(activity, system, queue, "send", "publish", task);
            if (id is { } one)
            {
                activity.AddTag(TelemetryNames.MessageId, one.ToString());
            }

            if (count > 1)
            {
                activity.AddTag(TelemetryNames.BatchCount, count);
            }
        }

        return activity;
    }

    /// <summary>Gives the headers that carry <paramref name="activity"/> to the worker; the same ones where there is no activity to carry.</summary>
    public static IReadOnlyDictionary<string, string> Inject(Activity? activity, IReadOnlyDictionary<string, string> headers)
    {
        if (activity is not { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            return headers;
        }

        var carried = new Dictionary<string, string>(headers, StringComparer.Ordinal) { [TelemetryNames.TraceParentHeader] = id };
        if (!string.IsNullOrEmpty(activity.TraceStateString))
        {
            carried[TelemetryNames.TraceStateHeader] = activity.TraceStateString;
        }

        return carried;
    }

    /// <summary>Starts the span of an attempt, a child of the send.</summary>
    public static Activity? StartProcess(string system, in AttemptFacts attempt)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity? activity = Source.StartActivity(Process.Of(attempt.Queue), ActivityKind.Consumer, ParentOf(attempt.Headers));
        if (activity is { IsAllDataRequested: true })
        {
            AddCommon(activity, system, attempt.Queue, "process", "process", attempt.Name);
            activity.AddTag(TelemetryNames.MessageId, attempt.Id.ToString());
            activity.AddTag(TelemetryNames.Attempt, (uint)attempt.Attempt < Attempts.Length ? Attempts[attempt.Attempt] : attempt.Attempt);
        }

        return activity;
    }

    /// <summary>Notes a failure on the span.</summary>
    public static void Fail(Activity? activity, Exception error)
    {
        if (activity is not null)
        {
            activity.SetTag(TelemetryNames.ErrorType, error.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error, MessageOf(error));
        }
    }

    private static string? MessageOf(Exception error)
    {
        try
        {
            return error.Message;
        }
        catch (Exception)
        {
            // Message is a user's code too.
            return null;
        }
    }

    private static ActivityContext ParentOf(IReadOnlyDictionary<string, string> headers)
    {
        if (!headers.TryGetValue(TelemetryNames.TraceParentHeader, out string? parent))
        {
            return default;
        }

        headers.TryGetValue(TelemetryNames.TraceStateHeader, out string? state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out ActivityContext context) ? context : default;
    }

    // A new span has no tag yet: it need not be searched for one of the same name.
    private static void AddCommon(Activity activity, string system, string queue, string type, string operation, string? task)
    {
        activity.AddTag(TelemetryNames.System, system);
        activity.AddTag(TelemetryNames.Destination, queue);
        activity.AddTag(TelemetryNames.OperationType, type);
        activity.AddTag(TelemetryNames.OperationName, operation);
        if (task is not null)
        {
            activity.AddTag(TelemetryNames.Task, task);
        }
    }
}
