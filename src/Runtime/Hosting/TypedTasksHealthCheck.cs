using Microsoft.Extensions.Diagnostics.HealthChecks;
using TypedTasks.Brokers;
using TypedTasks.Worker;

namespace TypedTasks.Hosting;

/// <summary>
/// Healthy: the broker answers and, where there are workers, each runs and renews its leases. A worker that has not started
/// yet or stops is degraded: it is alive, but new work waits.
/// </summary>
internal sealed class TypedTasksHealthCheck(IBroker broker, TypedTasksHost host) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["broker"] = broker.System };
        try
        {
            TimeSpan answer = await broker.PingAsync(cancellationToken);
            data["ping_ms"] = answer.TotalMilliseconds;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The broker does not answer: {error.Message}", error, data);
        }

        data["workers"] = host.Workers.Count;
        data["running"] = host.Workers.Sum(worker => worker.Running);
        foreach (TaskWorker worker in host.Workers)
        {
            switch (worker.State)
            {
                case WorkerState.Working when !worker.RenewsLeases:
                    return new HealthCheckResult(
                        context.Registration.FailureStatus, $"Worker {worker.Session} does not get its leases renewed; its work may be given to others.", null, data);
                case WorkerState.Working:
                    break;
                default:
                    return new HealthCheckResult(HealthStatus.Degraded, $"Worker {worker.Session} is {worker.State}.", null, data);
            }
        }

        return HealthCheckResult.Healthy("The broker answers.", data);
    }
}
