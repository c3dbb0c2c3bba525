using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.Dispatch;

namespace TypedTasks.Runtime.Tests.Hosting;

/// <summary>Hosts as a user builds them.</summary>
internal static class HostRig
{
    /// <summary>A host with configuration from memory and nothing else.</summary>
    public static IHost Build(Action<ITypedTasksBuilder> tasks, Action<IServiceCollection>? services = null, params (string Key, string? Value)[] configuration)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Test.Shop" });
        builder.Configuration.AddInMemoryCollection(configuration.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)));
        services?.Invoke(builder.Services);
        tasks(builder.Services.AddTypedTasks());
        return builder.Build();
    }

    public static ITaskClient Client(this IHost host) => host.Services.GetRequiredService<ITaskClient>();
}
