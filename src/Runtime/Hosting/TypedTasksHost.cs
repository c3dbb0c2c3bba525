using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;

namespace TypedTasks.Hosting;

/// <summary>
/// Starts and stops TypedTasks with its host. First of all, before any service of the host starts: the checks, the broker, and
/// the client that a static Delay finds. Last of all, when every service has started: the workers, which also stop first.
/// </summary>
internal sealed class TypedTasksHost(IServiceProvider services) : IHostedLifecycleService, IDisposable
{
    private IDisposable? live;

    /// <exception cref="TaskSetupException">The host is set up wrongly.</exception>
    /// <exception cref="BrokerUnavailableException">The broker cannot be used.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        TypedTasksOptions options = services.GetRequiredService<IOptions<TypedTasksOptions>>().Value;
        DispatchTable table = services.GetRequiredService<DispatchTable>();
        if (services.GetServices<WorkerRegistration>().Any())
        {
            StartChecks.Check(table, services);
        }

        IBroker broker = services.GetRequiredService<IBroker>();
        await broker.ConnectAsync(cancellationToken);
        live ??= TaskClient.Enter(NameOf(options), services.GetRequiredService<ITaskClient>());
    }

    // A host that knows no lifecycle services calls only this one.
    public Task StartAsync(CancellationToken cancellationToken) => live is null ? StartingAsync(cancellationToken) : Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes the client away from static Delays: not before the whole host is gone, whose services may send until then.</summary>
    public void Dispose() => live?.Dispose();

    private string NameOf(TypedTasksOptions options) =>
        options.HostName ?? services.GetService<IHostEnvironment>()?.ApplicationName ?? "a host without a name";
}
