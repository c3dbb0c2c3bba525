using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Dispatch;
using TypedTasks.Hosting;
using TypedTasks.Worker;

namespace TypedTasks.Testing;

/// <summary>What a harness takes the place of: broker, clock, randomness and workers.</summary>
internal static class HarnessRegistration
{
    private const int Seed = 20300101;

    /// <summary>Replaces them.</summary>
    /// <returns>The options of the first worker that was registered, else the defaults.</returns>
    public static WorkerOptions Replace(ITypedTasksBuilder builder, out bool hadWorker)
    {
        IServiceCollection services = builder.Services;
        WorkerRegistration? registration = services
            .Where(service => !service.IsKeyedService && service.ServiceType == typeof(WorkerRegistration))
            .Select(service => service.ImplementationInstance as WorkerRegistration)
            .FirstOrDefault();
        hadWorker = registration is not null;
        services.RemoveAll<WorkerRegistration>();

        var clock = new VirtualClock();
        services.RemoveAll<TimeProvider>();
        services.RemoveAll<RuntimeScheduler>();
        services.RemoveAll<IBroker>();
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<RuntimeScheduler>(new HarnessScheduler(clock, Seed));
        services.AddSingleton<IBroker>(static provider => new HarnessBroker(new InMemoryBroker(provider.GetRequiredService<RuntimeScheduler>()), provider));
        return registration?.Options() ?? new WorkerOptions();
    }
}
