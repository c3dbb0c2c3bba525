using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Dispatch;
using TypedTasks.Hosting;

namespace TypedTasks.Testing;

/// <summary>What a harness takes the place of: broker, clock, randomness and workers.</summary>
internal static class HarnessRegistration
{
    private const int Seed = 20300101;

    /// <summary>Replaces them.</summary>
    /// <returns>The first worker that was registered; null where there is none.</returns>
    public static WorkerRegistration? Replace(ITypedTasksBuilder builder)
    {
        IServiceCollection services = builder.Services;
        WorkerRegistration? first = services
            .Where(service => !service.IsKeyedService && service.ServiceType == typeof(WorkerRegistration))
            .Select(service => service.ImplementationInstance as WorkerRegistration)
            .FirstOrDefault();
        services.RemoveAll<WorkerRegistration>();

        var clock = new VirtualClock();
        services.RemoveAll<TimeProvider>();
        services.RemoveAll<RuntimeScheduler>();
        services.RemoveAll<IBroker>();
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<RuntimeScheduler>(new HarnessScheduler(clock, Seed));
        services.AddSingleton<IBroker>(static provider => new HarnessBroker(new InMemoryBroker(provider.GetRequiredService<RuntimeScheduler>()), provider));
        return first;
    }
}
