using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Dispatch;

namespace TypedTasks.Hosting;

/// <summary>What a host with a worker must hold before it starts; all that is missing in one message.</summary>
internal static class StartChecks
{
    /// <exception cref="TaskSetupException">A task was skipped by the generator, or a service is missing.</exception>
    public static void Check(DispatchTable table, IServiceProvider services)
    {
        CheckSkipped(table);
        CheckServices(table, services);
    }

    private static void CheckSkipped(DispatchTable table)
    {
        if (table.Skipped.Count == 0)
        {
            return;
        }

        var message = new StringBuilder("The worker does not start: these [Task] methods have neither proxy nor dispatch entry, so their tasks would never run.");
        foreach (SkippedTask skipped in table.Skipped)
        {
            message.Append($"\n  {skipped.Method}: {skipped.Reason}");
        }

        throw new TaskSetupException(message.Append("\nThe analyzers of TypedTasks report the same in the editor and in the build; turn them on.").ToString());
    }

    private static void CheckServices(DispatchTable table, IServiceProvider services)
    {
        // A container that cannot say what it holds is believed; a missing service then fails the attempt that wants it.
        if (services.GetService<IServiceProviderIsService>() is not { } plain)
        {
            return;
        }

        var keyed = plain as IServiceProviderIsKeyedService;
        RequiredService[] missing =
        [
            .. table.Invokers
                .SelectMany(invoker => invoker.RequiredServices)
                .Distinct()
                .Where(wanted => wanted.Key is null
                    ? !plain.IsService(wanted.Type)
                    : keyed is not null && !keyed.IsKeyedService(wanted.Type, wanted.Key)),
        ];
        if (missing.Length == 0)
        {
            return;
        }

        var message = new StringBuilder("The worker does not start: services that tasks need are not registered.");
        foreach (RequiredService wanted in missing)
        {
            message.Append($"\n  {wanted.Type}{(wanted.Key is null ? string.Empty : $" with the key '{wanted.Key}'")}, wanted by {wanted.WantedBy}");
        }

        throw new TaskSetupException(message.ToString());
    }
}
