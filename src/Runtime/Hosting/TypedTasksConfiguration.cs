using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using static TypedTasks.Hosting.ConfigurationReading;

namespace TypedTasks.Hosting;

/// <summary>Binds the section <c>TypedTasks</c>. What code configures comes later and is stronger.</summary>
internal sealed class TypedTasksConfiguration(IConfiguration? configuration) : IConfigureOptions<TypedTasksOptions>
{
    private static readonly Dictionary<string, Action<QueueOptions, IConfigurationSection>> OfQueue = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(QueueOptions.Limit)] = (queue, value) => queue.Limit = IsNone(value) ? null : Number(value),
        [nameof(QueueOptions.WhenFull)] = (queue, value) => queue.WhenFull = Word<WhenFull>(value),
        [nameof(QueueOptions.WaitForRoom)] = (queue, value) => queue.WaitForRoom = Duration(value),
    };

    private static readonly Dictionary<string, Action<SendingOptions, IConfigurationSection>> OfSending = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(SendingOptions.WaitForBroker)] = (sending, value) => sending.WaitForBroker = DurationOrNone(value),
        [nameof(SendingOptions.RememberFor)] = (sending, value) => sending.RememberFor = Duration(value),
    };

    private static readonly Dictionary<string, Action<TaskOverrides, IConfigurationSection>> OfTask = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(TaskOverrides.Queue)] = (task, value) => task.Queue = value.Value,
        [nameof(TaskOverrides.Priority)] = (task, value) => task.Priority = Number(value),
        [nameof(TaskOverrides.Expires)] = (task, value) => task.Expires = DurationOrNone(value),
        [nameof(TaskOverrides.KeepResult)] = (task, value) => task.KeepResult = DurationOrNone(value),
        [nameof(TaskOverrides.Retries)] = (task, value) => task.Retries = Number(value),
        [nameof(TaskOverrides.Backoff)] = (task, value) => task.Backoff = Word<BackoffKind>(value),
        [nameof(TaskOverrides.FirstDelay)] = (task, value) => task.FirstDelay = Duration(value),
        [nameof(TaskOverrides.MaxDelay)] = (task, value) => task.MaxDelay = Duration(value),
        [nameof(TaskOverrides.Jitter)] = (task, value) => task.Jitter = Flag(value),
        [nameof(TaskOverrides.Timeout)] = (task, value) => task.Timeout = DurationOrNone(value),
        [nameof(TaskOverrides.RetryOn)] = (task, value) => task.RetryOn = Names(value),
        [nameof(TaskOverrides.DoNotRetryOn)] = (task, value) => task.DoNotRetryOn = Names(value),
    };

    private static readonly Dictionary<string, Action<TypedTasksOptions, IConfigurationSection>> OfHost = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(TypedTasksOptions.MaxEnvelopeBytes)] = (host, value) => host.MaxEnvelopeBytes = Number(value),
        [nameof(TypedTasksOptions.DefaultKeepResult)] = (host, value) => host.DefaultKeepResult = DurationOrNone(value),
        [nameof(TypedTasksOptions.HostName)] = (host, value) => host.HostName = value.Value,
        [nameof(TypedTasksOptions.Sending)] = (host, section) => Bind(section, host.Sending, OfSending, "of sending"),
        [nameof(TypedTasksOptions.Queues)] = (host, section) => BindEach(section, host.Queues, OfQueue, "of a queue"),
        [nameof(TypedTasksOptions.Tasks)] = (host, section) => BindEach(section, host.Tasks, OfTask, "of a task"),

        // Read by whom they are for.
        [WorkerConfiguration.Key] = static (_, _) => { },
        [EnvelopeKeysConfiguration.Key] = static (_, _) => { },
    };

    /// <exception cref="TaskSetupException">A value cannot be read, or an option is unknown.</exception>
    public void Configure(TypedTasksOptions options)
    {
        if (configuration is not null)
        {
            Bind(configuration.GetSection(TypedTasksOptions.Section), options, OfHost, "of TypedTasks");
        }
    }

    private static void BindEach<T>(
        IConfigurationSection section, IDictionary<string, T> named, Dictionary<string, Action<T, IConfigurationSection>> setters, string what)
        where T : new()
    {
        foreach (IConfigurationSection one in section.GetChildren())
        {
            if (!named.TryGetValue(one.Key, out T? options))
            {
                named.Add(one.Key, options = new T());
            }

            Bind(one, options, setters, what);
        }
    }
}
