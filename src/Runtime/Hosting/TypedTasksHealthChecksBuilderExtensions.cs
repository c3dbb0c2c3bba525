using Microsoft.Extensions.Diagnostics.HealthChecks;
using TypedTasks.Brokers;
using TypedTasks.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds TypedTasks to a host's health checks.</summary>
public static class TypedTasksHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of this host: a round trip to the broker, each worker's state, and whether its leases are renewed.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returned.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What a failure counts as; null for unhealthy.</param>
    /// <param name="tags">For filtering; null for none.</param>
    public static IHealthChecksBuilder AddTypedTasks(
        this IHealthChecksBuilder builder, string name = "typedtasks", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            static provider => new TypedTasksHealthCheck(provider.GetRequiredService<IBroker>(), provider.GetRequiredService<TypedTasksHost>()),
            failureStatus,
            tags));
    }
}
