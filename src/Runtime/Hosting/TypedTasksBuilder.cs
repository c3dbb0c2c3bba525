using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Dispatch;

namespace TypedTasks.Hosting;

/// <summary>The one builder of a service collection: calling <c>AddTypedTasks()</c> again returns it.</summary>
internal sealed class TypedTasksBuilder(IServiceCollection services) : ITypedTasksBuilder
{
    private readonly HashSet<string> assemblies = new(StringComparer.Ordinal);

    public IServiceCollection Services => services;

    /// <summary>The embedded in-memory broker, until a broker is named.</summary>
    public ServiceDescriptor? DefaultBroker { get; set; }

    /// <summary>What the named broker is called; null while none is.</summary>
    public string? BrokerName { get; set; }

    public ITypedTasksBuilder AddModule(TaskModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (assemblies.Add(module.Assembly))
        {
            services.AddSingleton(module);
            module.AddServices(services);
        }

        return this;
    }

    public static TypedTasksBuilder? Find(IServiceCollection services) =>
        services.FirstOrDefault(service => !service.IsKeyedService && service.ServiceType == typeof(TypedTasksBuilder))?.ImplementationInstance as TypedTasksBuilder;
}
