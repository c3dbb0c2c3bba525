using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;

namespace TypedTasks.Maintenance;

/// <summary>Scheduled -> Ready for what is due. Sleeps until the next is due, at most 1 s: what is scheduled meanwhile wakes nobody.</summary>
internal sealed class DueTaskPromoter(IBroker broker, RuntimeScheduler scheduler, ILogger log)
    : MaintenanceService("promoting due tasks", scheduler, log)
{
    private const int Batch = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    protected override async ValueTask<TimeSpan> RunOnceAsync()
    {
        PromoteReport report = await broker.PromoteAsync(Batch);
        if (report.Promoted >= Batch)
        {
            return TimeSpan.Zero;
        }

        // To the due time exactly where one is near; otherwise with jitter, so that many workers do not come at once.
        return report.NextDue is { } due && due < Longest
            ? TimeSpan.FromTicks(Math.Max(due.Ticks, Shortest.Ticks))
            : Jittered(Longest);
    }
}
