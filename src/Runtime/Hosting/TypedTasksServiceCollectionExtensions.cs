using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TypedTasks;
using TypedTasks.Brokers;
using TypedTasks.Client;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds TypedTasks to a host.</summary>
public static class TypedTasksServiceCollectionExtensions
{
    /// <summary>
    /// Adds the client (<see cref="ITaskClient"/>), the inspector (<see cref="ITaskInspector"/>) and the service that starts
    /// and stops them with the host. Name a broker, register the tasks of your assemblies (<c>Add...Tasks()</c>), and add a
    /// worker where tasks are to run. Calling it again returns the same builder.
    /// </summary>
    public static ITypedTasksBuilder AddTypedTasks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (TypedTasksBuilder.Find(services) is { } known)
        {
            return known;
        }

        var builder = new TypedTasksBuilder(services);
        services.AddSingleton(builder);
        services.AddOptions();
        services.AddSingleton<IConfigureOptions<TypedTasksOptions>>(static provider =>
            new TypedTasksConfiguration(provider.GetService<IConfiguration>()));
        services.AddSingleton<IPostConfigureOptions<TypedTasksOptions>, TypedTasksOptionsCheck>();

        services.TryAddSingleton(RuntimeScheduler.Default);
        services.TryAddSingleton(static provider => new DispatchTable(provider.GetServices<TaskModule>()));
        services.TryAddSingleton<ITaskClient>(static provider => new BrokerTaskClient(
            provider.GetRequiredService<IBroker>(),
            provider.GetRequiredService<IOptions<TypedTasksOptions>>().Value,
            provider.GetRequiredService<DispatchTable>(),
            provider.GetServices<IEnqueueFilter>(),
            provider.GetRequiredService<RuntimeScheduler>(),
            provider.GetService<IEnvelopeSeal>()));
        services.TryAddSingleton<ITaskInspector>(static provider => new BrokerTaskInspector(
            provider.GetRequiredService<IBroker>(), provider.GetRequiredService<RuntimeScheduler>(), provider.GetService<IEnvelopeSeal>()));

        builder.DefaultBroker = ServiceDescriptor.Singleton<IBroker>(EmbeddedBroker.Create);
        services.TryAdd(builder.DefaultBroker);
        services.AddSingleton<TypedTasksHost>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<TypedTasksHost>());
        return builder;
    }
}
