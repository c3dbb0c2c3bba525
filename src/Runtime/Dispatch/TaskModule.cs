using Microsoft.Extensions.DependencyInjection;

namespace TypedTasks.Dispatch;

/// <summary>All tasks of one assembly: generated, one an assembly.</summary>
public abstract class TaskModule
{
    /// <summary>The assembly's name; a module is added once.</summary>
    public abstract string Assembly { get; }

    /// <summary>The entries of the dispatch table.</summary>
    public abstract IReadOnlyList<TaskInvoker> Invokers { get; }

    /// <summary>The <c>[Task]</c> methods that the generator had to skip: a worker refuses to start while there are any.</summary>
    public virtual IReadOnlyList<SkippedTask> Skipped => [];

    /// <summary>Registers the classes that hold tasks, by generated factory, unless the user did.</summary>
    public abstract void AddServices(IServiceCollection services);
}

/// <summary>A <c>[Task]</c> method without proxy and dispatch entry.</summary>
/// <param name="Method">The method, <c>Namespace.Type.Method</c>.</param>
/// <param name="Reason">What is wrong with it, as the analyzer says it.</param>
public sealed record SkippedTask(string Method, string Reason);

/// <summary>A service that a task needs.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Key">Its key, or null.</param>
/// <param name="WantedBy">Who wants it: a task class's constructor or a task's parameter.</param>
public sealed record RequiredService(Type Type, object? Key, string WantedBy);
