using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Worker;

namespace TypedTasks.Hosting;

/// <summary>
/// Starts and stops TypedTasks with its host. First of all, before any service of the host starts: the checks, the broker, and
/// the client that a static Delay finds. Last of all, when every service has started: the workers, which also stop first.
/// </summary>
internal sealed class TypedTasksHost(IServiceProvider services) : IHostedLifecycleService, IDisposable, IAsyncDisposable
{
    private readonly List<TaskWorker> workers = [];
    private readonly SuspectTurn suspects = new();
    private IDisposable? live;

    /// <summary>The workers of this host, running or not; none before all services have started.</summary>
    public IReadOnlyList<TaskWorker> Workers => workers;

    /// <exception cref="TaskSetupException">The host is set up wrongly.</exception>
    /// <exception cref="BrokerUnavailableException">The broker cannot be used.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        TypedTasksOptions options = services.GetRequiredService<IOptions<TypedTasksOptions>>().Value;
        DispatchTable table = services.GetRequiredService<DispatchTable>();
        IBroker broker = services.GetRequiredService<IBroker>();
        WorkerRegistration[] registrations = [.. services.GetServices<WorkerRegistration>()];
        if (registrations.Length > 0)
        {
            StartChecks.Check(table, services);
        }

        ITaskClient client = services.GetRequiredService<ITaskClient>();
        foreach (WorkerRegistration registration in registrations)
        {
            workers.Add(Worker(registration, broker, table, options, client));
        }

        await broker.ConnectAsync(cancellationToken);
        live = TaskClient.Enter(options.HostName ?? services.GetService<IHostEnvironment>()?.ApplicationName ?? "a host without a name", client);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (TaskWorker worker in workers)
        {
            await worker.StartAsync(cancellationToken);
        }
    }

    /// <param name="cancellationToken">The host's own time to stop is over: handlers are cancelled.</param>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.WhenAll(workers.Select(worker => worker.StopAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes the client away from static Delays: not before the whole host is gone, whose services may send until then.</summary>
    public void Dispose() => live?.Dispose();

    /// <summary>The same, and ends workers that nobody stopped (a start that failed half-way stops nothing).</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        foreach (TaskWorker worker in workers)
        {
            await worker.DisposeAsync();
        }
    }

    private TaskWorker Worker(
        WorkerRegistration registration, IBroker broker, DispatchTable table, TypedTasksOptions options, ITaskClient client)
    {
        WorkerOptions workerOptions = registration.Options(services.GetService<IConfiguration>());
        workerOptions.Validate();
        return new TaskWorker(
            broker,
            table,
            workerOptions,
            options.Tasks,
            services.GetRequiredService<RuntimeScheduler>(),
            services,
            services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            client,
            services.GetService<IEnvelopeSeal>())
        {
            Suspects = suspects,
        };
    }
}
