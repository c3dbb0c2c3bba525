using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;

namespace TypedTasks.Hosting;

/// <summary>What a host gets that names no broker: with a worker the in-memory one, else a refusal.</summary>
internal static class EmbeddedBroker
{
    /// <exception cref="TaskSetupException">There is no worker either.</exception>
    public static IBroker Create(IServiceProvider provider) => provider.GetServices<WorkerRegistration>().Any()
        ? new InMemoryBroker(provider.GetRequiredService<RuntimeScheduler>())
        : throw new TaskSetupException(
            "TypedTasks has neither a broker nor a worker in this host: Delay would have nowhere to go. Name a broker "
            + "(.UseRedis(\"localhost:6379\") or .UseInMemoryBroker()), or add a worker (.AddWorker()), which brings the in-memory broker with it.");
}
