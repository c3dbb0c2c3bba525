using TypedTasks.Dispatch;
using TypedTasks.Hosting;
using TypedTasks.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a harness into a host under test.</summary>
public static class TaskHarnessBuilderExtensions
{
    /// <summary>
    /// Takes the place of broker, clock (<see cref="TimeProvider"/> included), randomness and workers of this host; get the
    /// <see cref="TaskHarness"/> from its services. Call it last, for example in a WebApplicationFactory's
    /// <c>ConfigureTestServices</c>: <c>services.AddTypedTasks().UseTaskHarness()</c>.
    /// </summary>
    public static ITypedTasksBuilder UseTaskHarness(this ITypedTasksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        WorkerRegistration? first = HarnessRegistration.Replace(builder);
        builder.Services.AddSingleton(provider => new TaskHarness(provider, first));
        return builder;
    }
}
