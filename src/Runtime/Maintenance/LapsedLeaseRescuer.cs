using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Telemetry;

namespace TypedTasks.Maintenance;

/// <summary>Taken -> Ready, Scheduled or Buried for leases whose worker is gone. Every second, with jitter.</summary>
/// <param name="broker">The broker.</param>
/// <param name="request">What counts as lapsed and as poison.</param>
/// <param name="mayRescue">Whether this process has renewed its own leases lately: it renews before it rescues.</param>
/// <param name="scheduler">Clock and randomness.</param>
/// <param name="log">Where it is logged.</param>
internal sealed class LapsedLeaseRescuer(IBroker broker, RescueRequest request, Func<bool> mayRescue, RuntimeScheduler scheduler, ILogger log)
    : MaintenanceService("rescuing lapsed leases", scheduler, log)
{
    private readonly ILogger log = log;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override TimeSpan FirstWait => Jittered(Every);

    protected override async ValueTask<TimeSpan> RunOnceAsync()
    {
        if (mayRescue())
        {
            RescueReport report = await broker.RescueAsync(request);
            if (report.Rescued > 0)
            {
                TaskMeters.CountRescued(broker.System, report.Rescued);
                log.Rescued(report.Rescued, report.Leases);
            }

            if (report.Buried > 0)
            {
                TaskMeters.CountPoisoned(broker.System, report.Buried);
                log.Poisoned(report.Buried);
            }
        }

        return Jittered(Every);
    }
}
