using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TypedTasks.Telemetry;

/// <summary>
/// The counters and histograms. An instrument that nobody listens to costs one comparison. A listener is others' code: what it throws is lost,
/// and costs neither a task nor the loop that counted.
/// </summary>
internal static class TaskMeters
{
    private static readonly Meter Meter = new(TelemetryNames.Source);

    private static readonly Counter<long> Sent = Count(TelemetryNames.Sent, "Tasks that a broker has.", "{message}");
    private static readonly Counter<long> Started = Count(TelemetryNames.Started, "Attempts started.");
    private static readonly Counter<long> Completed = Count(TelemetryNames.Completed, "Tasks completed.");
    private static readonly Counter<long> Failed = Count(TelemetryNames.Failed, "Attempts that failed.");
    private static readonly Counter<long> Retried = Count(TelemetryNames.Retried, "Attempts that will be repeated.");
    private static readonly Counter<long> Buried = Count(TelemetryNames.Buried, "Tasks that went to the dead letters.");
    private static readonly Counter<long> Rescued = Count(TelemetryNames.Rescued, "Tasks brought back from lapsed leases.");
    private static readonly Counter<long> Released = Count(TelemetryNames.Released, "Tasks given back without an attempt spent.");
    private static readonly Counter<long> LeasesLost = Count(TelemetryNames.LeasesLost, "Leases lost while work ran under them.", "{lease}");
    private static readonly Counter<long> Dropped = Count(TelemetryNames.DeadLettersDropped, "Dead letters dropped by their bound.");
    private static readonly Histogram<double> QueueWait = Time(TelemetryNames.QueueWait, "From Delay to the start of the first attempt.");
    private static readonly Histogram<double> RunTime = Time(TelemetryNames.RunTime, "How long an attempt ran.");

    /// <summary>Whether somebody listens to the queue wait, so that the clock must be read.</summary>
    public static bool MeasuresQueueWait => QueueWait.Enabled;

    /// <summary>Whether somebody listens to the run time, so that the clock must be read.</summary>
    public static bool MeasuresRunTime => RunTime.Enabled;

    /// <summary>Whether sent tasks are counted.</summary>
    public static bool CountsSent => Sent.Enabled;

    /// <summary>Tasks of one name went to a queue.</summary>
    public static void CountSent(string system, string queue, string task, int count = 1) =>
        Add(Sent, system, queue, task, count, TelemetryNames.OperationName, "publish");

    /// <summary>An attempt started.</summary>
    public static void CountStarted(string system, string queue, string task) => Add(Started, system, queue, task);

    /// <summary>A task completed.</summary>
    public static void CountCompleted(string system, string queue, string task) => Add(Completed, system, queue, task);

    /// <summary>An attempt failed.</summary>
    public static void CountFailed(string system, string queue, string task, string? errorType) => Add(Failed, system, queue, task, tag: TelemetryNames.ErrorType, value: errorType);

    /// <summary>An attempt will be repeated.</summary>
    public static void CountRetried(string system, string queue, string task) => Add(Retried, system, queue, task);

    /// <summary>A task went to the dead letters.</summary>
    public static void CountBuried(string system, string queue, string task, BuryReason reason)
    {
        if (Buried.Enabled)
        {
            Add(Buried, system, queue, task, tag: TelemetryNames.Reason, value: reason.ToString());
        }
    }

    /// <summary>A rescue buried tasks as poison; their names are unknown to it.</summary>
    public static void CountPoisoned(string system, int count)
    {
        if (Buried.Enabled && count > 0)
        {
            Add(Buried, count, new TagList { { TelemetryNames.System, system }, { TelemetryNames.Reason, nameof(BuryReason.Poison) } });
        }
    }

    /// <summary>Tasks came back from lapsed leases.</summary>
    public static void CountRescued(string system, int count) => AddUnnamed(Rescued, system, count);

    /// <summary>Tasks were given back.</summary>
    public static void CountReleased(string system, string queue, int count)
    {
        if (Released.Enabled)
        {
            Add(Released, count, new TagList { { TelemetryNames.System, system }, { TelemetryNames.Destination, queue } });
        }
    }

    /// <summary>A lease was lost.</summary>
    public static void CountLeaseLost(string system) => AddUnnamed(LeasesLost, system, 1);

    /// <summary>Dead letters were dropped by their bound.</summary>
    public static void CountDropped(string system, int count) => AddUnnamed(Dropped, system, count);

    /// <summary>Records how long a task waited before its first attempt.</summary>
    public static void RecordQueueWait(string system, string queue, string task, TimeSpan wait) => Record(QueueWait, system, queue, task, wait);

    /// <summary>Records how long an attempt ran.</summary>
    public static void RecordRunTime(string system, string queue, string task, TimeSpan time) =>
        Record(RunTime, system, queue, task, time, "process");

    private static Counter<long> Count(string name, string description, string unit = "{task}") => Meter.CreateCounter<long>(name, unit, description);

    private static Histogram<double> Time(string name, string description) => Meter.CreateHistogram<double>(name, "s", description);

    private static void AddUnnamed(Counter<long> counter, string system, int count)
    {
        if (counter.Enabled && count > 0)
        {
            Add(counter, count, new TagList { { TelemetryNames.System, system } });
        }
    }

    private static void Add(Counter<long> counter, string system, string queue, string task, int count = 1, string? tag = null, string? value = null)
    {
        if (counter.Enabled)
        {
            TagList tags = Tags(system, queue, task);
            if (tag is not null && value is not null)
            {
                tags.Add(tag, value);
            }

            Add(counter, count, tags);
        }
    }

    private static void Add(Counter<long> counter, int count, in TagList tags)
    {
        try
        {
            counter.Add(count, tags);
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }

    private static void Record(Histogram<double> histogram, string system, string queue, string task, TimeSpan time, string? operation = null)
    {
        if (histogram.Enabled)
        {
            TagList tags = Tags(system, queue, task);
            if (operation is not null)
            {
                tags.Add(TelemetryNames.OperationName, operation);
            }

            try
            {
                histogram.Record(Math.Max(0, time.TotalSeconds), tags);
            }
            catch (Exception)
            {
                // The listener's own.
            }
        }
    }

    private static TagList Tags(string system, string queue, string task) => new()
    {
        { TelemetryNames.System, system },
        { TelemetryNames.Destination, queue },
        { TelemetryNames.Task, task },
    };
}
