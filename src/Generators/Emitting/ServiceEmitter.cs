using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Emitting;

/// <summary>The expressions that take services from a provider.</summary>
internal static class ServiceEmitter
{
    private const string Extensions = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string Keyed = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    /// <summary>The service, from the provider of this expression.</summary>
    public static string Take(ServiceModel service, string provider) => service switch
    {
        { IsProvider: true } => provider,
        { Otherwise: null, Key: null } => $"{Extensions}.GetRequiredService<{service.Type}>({provider})",
        { Otherwise: null } => $"{Keyed}.GetRequiredKeyedService<{service.Type}>({provider}, {service.Key})",
        { IsValueType: true } => service.Otherwise,
        { Key: null } => $"{Extensions}.GetService<{service.Type}>({provider}){Else(service)}",
        _ => $"{Keyed}.GetKeyedService<{service.Type}>({provider}, {service.Key}){Else(service)}",
    };

    /// <summary><c>new Host(...)</c>.</summary>
    public static string Make(HostModel host, string provider) =>
        $"new {host.Type}({string.Join(", ", host.Services.Select(one => Take(one, provider)))})";

    private static string Else(ServiceModel service) => service.Otherwise is null or "null" ? string.Empty : $" ?? {service.Otherwise}";
}
