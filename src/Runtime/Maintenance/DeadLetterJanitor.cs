using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Telemetry;

namespace TypedTasks.Maintenance;

/// <summary>Drops the oldest dead letters beyond their bounds, once an hour; what it drops is counted and logged.</summary>
internal sealed class DeadLetterJanitor(IBroker broker, TimeSpan keepFor, int keepCount, RuntimeScheduler scheduler, ILogger log)
    : MaintenanceService("trimming dead letters", scheduler, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);

    private readonly ILogger log = log;

    protected override TimeSpan FirstWait => Jittered(AfterStart);

    protected override async ValueTask<TimeSpan> RunOnceAsync()
    {
        int dropped = await broker.TrimBuriedAsync(keepFor, keepCount);
        if (dropped > 0)
        {
            TaskMeters.CountDropped(broker.System, dropped);
            log.DeadLettersDropped(dropped, keepCount, keepFor);
        }

        return Jittered(Every);
    }
}
