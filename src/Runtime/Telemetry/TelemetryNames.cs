namespace TypedTasks.Telemetry;

/// <summary>
/// Every name that leaves the process in a trace or a metric, in one place. They follow OpenTelemetry's conventions for
/// messaging where there is one; the others begin with <c>typedtasks.</c>.
/// </summary>
public static class TelemetryNames
{
    /// <summary>The name of the activity source and of the meter: subscribe to this.</summary>
    public const string Source = "TypedTasks";

    /// <summary>The header that carries the W3C trace context.</summary>
    public const string TraceParentHeader = "traceparent";

    /// <summary>The header that carries the W3C trace state.</summary>
    public const string TraceStateHeader = "tracestate";

    /// <summary>Tag: the broker (<c>redis</c>, <c>memory</c>).</summary>
    public const string System = "messaging.system";

    /// <summary>Tag: the queue.</summary>
    public const string Destination = "messaging.destination.name";

    /// <summary>Tag: <c>send</c> or <c>process</c>.</summary>
    public const string OperationType = "messaging.operation.type";

    /// <summary>Tag: <c>publish</c> or <c>process</c>.</summary>
    public const string OperationName = "messaging.operation.name";

    /// <summary>Tag: the id of the task.</summary>
    public const string MessageId = "messaging.message.id";

    /// <summary>Tag: how many envelopes a bulk send holds.</summary>
    public const string BatchCount = "messaging.batch.message_count";

    /// <summary>Tag: the full name of the exception's type.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Tag: the name of the task.</summary>
    public const string Task = "typedtasks.task";

    /// <summary>Tag: the number of the attempt, 1 for the first.</summary>
    public const string Attempt = "typedtasks.attempt";

    /// <summary>Tag: what became of the attempt.</summary>
    public const string Outcome = "typedtasks.outcome";

    /// <summary>Tag: why a task was buried.</summary>
    public const string Reason = "typedtasks.reason";

    /// <summary>Counter: tasks that a broker has.</summary>
    public const string Sent = "messaging.client.sent.messages";

    /// <summary>Counter: attempts started.</summary>
    public const string Started = "typedtasks.tasks.started";

    /// <summary>Counter: tasks completed.</summary>
    public const string Completed = "typedtasks.tasks.completed";

    /// <summary>Counter: attempts that failed, whatever followed.</summary>
    public const string Failed = "typedtasks.tasks.failed";

    /// <summary>Counter: attempts that will be repeated.</summary>
    public const string Retried = "typedtasks.tasks.retried";

    /// <summary>Counter: tasks that went to the dead letters.</summary>
    public const string Buried = "typedtasks.tasks.buried";

    /// <summary>Counter: tasks brought back from lapsed leases.</summary>
    public const string Rescued = "typedtasks.tasks.rescued";

    /// <summary>Counter: tasks given back without an attempt spent.</summary>
    public const string Released = "typedtasks.tasks.released";

    /// <summary>Counter: leases that were lost while work ran under them.</summary>
    public const string LeasesLost = "typedtasks.leases.lost";

    /// <summary>Counter: dead letters dropped by their bound.</summary>
    public const string DeadLettersDropped = "typedtasks.dead_letters.dropped";

    /// <summary>Histogram, seconds: from Delay to the start of the first attempt.</summary>
    public const string QueueWait = "typedtasks.queue.wait";

    /// <summary>Histogram, seconds: how long an attempt ran.</summary>
    public const string RunTime = "messaging.process.duration";
}
