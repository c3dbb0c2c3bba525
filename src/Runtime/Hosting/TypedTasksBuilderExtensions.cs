using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TypedTasks;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Dispatch;
using TypedTasks.Hosting;
using TypedTasks.Worker;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What hangs on <c>AddTypedTasks()</c>.</summary>
public static class TypedTasksBuilderExtensions
{
    /// <summary>Sets what holds for the whole host. Stronger than the configuration section <c>TypedTasks</c>.</summary>
    public static ITypedTasksBuilder Configure(this ITypedTasksBuilder builder, Action<TypedTasksOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>
    /// Tasks live inside this process and die with it: for tests, samples and work that may be lost. A host with a worker and
    /// no broker named has it by itself.
    /// </summary>
    /// <exception cref="TaskSetupException">Another broker is named already.</exception>
    public static ITypedTasksBuilder UseInMemoryBroker(this ITypedTasksBuilder builder) =>
        builder.UseBroker("UseInMemoryBroker", static provider => new InMemoryBroker(provider.GetRequiredService<RuntimeScheduler>()));

    /// <summary>Names the broker of the host; what <c>UseRedis</c> and the like call.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What the caller is called, for the message where two brokers are named.</param>
    /// <param name="create">Makes the broker; the container disposes of it.</param>
    /// <exception cref="TaskSetupException">Another broker is named already.</exception>
    public static ITypedTasksBuilder UseBroker(this ITypedTasksBuilder builder, string name, Func<IServiceProvider, IBroker> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        if (TypedTasksBuilder.Find(builder.Services) is { } known)
        {
            if (known.BrokerName is { } other)
            {
                throw new TaskSetupException($"A host has one broker, but {other} and {name} are both called. Keep one.");
            }

            known.BrokerName = name;
        }

        builder.Services.RemoveAll<IBroker>();
        builder.Services.AddSingleton(create);
        return builder;
    }

    /// <summary>
    /// Runs tasks in this host. It starts when all other services of the host have started and stops before they do. Each call
    /// adds one worker with queues and slots of its own, so that slow work cannot hold up quick work.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets queues, concurrency and so on; null for the queue <c>default</c> and 32 slots.</param>
    public static ITypedTasksBuilder AddWorker(this ITypedTasksBuilder builder, Action<WorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new WorkerRegistration(configure));
        return builder;
    }

    /// <summary>Puts a filter around every attempt, built by DI in the attempt's scope; the first added is the outermost.</summary>
    /// <typeparam name="TFilter">The filter; adding it again does nothing.</typeparam>
    public static ITypedTasksBuilder AddTaskFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>(
        this ITypedTasksBuilder builder)
        where TFilter : class, ITaskFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Scoped<ITaskFilter, TFilter>());
        return builder;
    }

    /// <summary>Puts a filter around every attempt, made by a factory in the attempt's scope; the first added is the outermost.</summary>
    public static ITypedTasksBuilder AddTaskFilter(this ITypedTasksBuilder builder, Func<IServiceProvider, ITaskFilter> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddScoped(create);
        return builder;
    }

    /// <summary>Puts a filter around every Delay, built once by DI; the first added is the outermost.</summary>
    /// <typeparam name="TFilter">The filter; adding it again does nothing.</typeparam>
    public static ITypedTasksBuilder AddEnqueueFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>(
        this ITypedTasksBuilder builder)
        where TFilter : class, IEnqueueFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IEnqueueFilter, TFilter>());
        return builder;
    }

    /// <summary>Puts a filter around every Delay, made once by a factory; the first added is the outermost.</summary>
    public static ITypedTasksBuilder AddEnqueueFilter(this ITypedTasksBuilder builder, Func<IServiceProvider, IEnqueueFilter> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddSingleton(create);
        return builder;
    }
}
