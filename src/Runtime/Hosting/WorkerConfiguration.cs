using Microsoft.Extensions.Configuration;
using TypedTasks.Worker;
using static TypedTasks.Hosting.ConfigurationReading;

namespace TypedTasks.Hosting;

/// <summary>Binds the section <c>TypedTasks:Worker</c>, which holds for each worker of the host. What <c>AddWorker</c> sets comes later and is stronger.</summary>
internal static class WorkerConfiguration
{
    public const string Key = "Worker";

    private static readonly Dictionary<string, Action<WorkerOptions, IConfigurationSection>> OfWorker = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(WorkerOptions.Queues)] = (worker, value) => worker.Queues(Names(value)),
        [nameof(WorkerOptions.Concurrency)] = (worker, value) => worker.Concurrency = Number(value),
        [nameof(WorkerOptions.LeaseTime)] = (worker, value) => worker.LeaseTime = Duration(value),
        [nameof(WorkerOptions.RenewEvery)] = (worker, value) => worker.RenewEvery = Duration(value),
        [nameof(WorkerOptions.StopTimeout)] = (worker, value) => worker.StopTimeout = DurationOrNone(value),
        [nameof(WorkerOptions.UnstartedAfter)] = (worker, value) => worker.UnstartedAfter = Duration(value),
        [nameof(WorkerOptions.SettleWithin)] = (worker, value) => worker.SettleWithin = DurationOrNone(value),
        [nameof(WorkerOptions.TakeBytes)] = (worker, value) => worker.TakeBytes = Number(value),
        [nameof(WorkerOptions.MaxLease)] = (worker, value) => worker.MaxLease = Number(value),
        [nameof(WorkerOptions.TargetLeaseWork)] = (worker, value) => worker.TargetLeaseWork = Duration(value),
        [nameof(WorkerOptions.PollInterval)] = (worker, value) => worker.PollInterval = Duration(value),
        [nameof(WorkerOptions.DeliveryLimit)] = (worker, value) => worker.DeliveryLimit = Number(value),
        [nameof(WorkerOptions.UnknownTaskPeriod)] = (worker, value) => worker.UnknownTaskPeriod = Duration(value),
        [nameof(WorkerOptions.SuspectDelay)] = (worker, value) => worker.SuspectDelay = DurationOrNone(value),
        [nameof(WorkerOptions.DropExpired)] = (worker, value) => worker.DropExpired = Flag(value),
        [nameof(WorkerOptions.KeepDeadLettersFor)] = (worker, value) => worker.KeepDeadLettersFor = Duration(value),
        [nameof(WorkerOptions.KeepDeadLetters)] = (worker, value) => worker.KeepDeadLetters = Number(value),
        [nameof(WorkerOptions.LogScopes)] = (worker, value) => worker.LogScopes = Flag(value),
    };

    /// <exception cref="TaskSetupException">A value cannot be read, or an option is unknown.</exception>
    public static void Apply(IConfiguration? configuration, WorkerOptions options)
    {
        if (configuration is not null)
        {
            Bind(configuration.GetSection(TypedTasksOptions.Section).GetSection(Key), options, OfWorker, "of a worker");
        }
    }
}
