using Microsoft.Extensions.DependencyInjection;

namespace TypedTasks.Dispatch;

/// <summary>What <c>AddTypedTasks()</c> returns; generated registrations and brokers extend it.</summary>
public interface ITypedTasksBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds the tasks of one assembly; adding it again does nothing.</summary>
    ITypedTasksBuilder AddModule(TaskModule module);
}
