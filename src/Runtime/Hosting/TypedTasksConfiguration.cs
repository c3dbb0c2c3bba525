using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TypedTasks.Hosting;

/// <summary>
/// Binds the section <c>TypedTasks</c> by hand: no reflection, and what cannot be read is an error that names its path. What
/// code configures comes later and is stronger.
/// </summary>
internal sealed class TypedTasksConfiguration(IConfiguration? configuration) : IConfigureOptions<TypedTasksOptions>
{
    private const string None = "none";

    private static readonly Dictionary<string, Action<QueueOptions, IConfigurationSection>> OfQueue = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(QueueOptions.Limit)] = (queue, value) => queue.Limit = string.Equals(value.Value, None, StringComparison.OrdinalIgnoreCase) ? null : Number(value),
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

    /// <exception cref="TaskSetupException">A value cannot be read, or an option of a task is unknown.</exception>
    public void Configure(TypedTasksOptions options)
    {
        if (configuration?.GetSection(TypedTasksOptions.Section) is not { } section)
        {
            return;
        }

        if (section.GetSection(nameof(TypedTasksOptions.MaxEnvelopeBytes)) is { Value: not null } size)
        {
            options.MaxEnvelopeBytes = Number(size);
        }

        if (section.GetSection(nameof(TypedTasksOptions.DefaultKeepResult)) is { Value: not null } keep)
        {
            options.DefaultKeepResult = DurationOrNone(keep);
        }

        if (section.GetSection(nameof(TypedTasksOptions.HostName)) is { Value: { } host })
        {
            options.HostName = host;
        }

        Bind(section.GetSection(nameof(TypedTasksOptions.Sending)), options.Sending, OfSending, "of sending");
        BindEach(section.GetSection(nameof(TypedTasksOptions.Queues)), options.Queues, OfQueue, "of a queue");
        BindEach(section.GetSection(nameof(TypedTasksOptions.Tasks)), options.Tasks, OfTask, "of a task");
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

    private static void Bind<T>(IConfigurationSection section, T options, Dictionary<string, Action<T, IConfigurationSection>> setters, string what)
    {
        foreach (IConfigurationSection option in section.GetChildren())
        {
            if (!setters.TryGetValue(option.Key, out Action<T, IConfigurationSection>? set))
            {
                throw new TaskSetupException($"{NameGrammar.PrintablePath(option.Path)} is no option {what}. There are: {string.Join(", ", setters.Keys)}.");
            }

            set(options, option);
        }
    }

    private static int Number(IConfigurationSection value) =>
        int.TryParse(value.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : throw Wrong(value, "a whole number");

    private static bool Flag(IConfigurationSection value) =>
        bool.TryParse(value.Value, out bool flag) ? flag : throw Wrong(value, "true or false");

    private static TimeSpan Duration(IConfigurationSection value) =>
        DurationText.TryParse(value.Value, out TimeSpan duration) ? duration : throw Wrong(value, DurationText.Expected);

    private static TimeSpan DurationOrNone(IConfigurationSection value) =>
        string.Equals(value.Value, None, StringComparison.OrdinalIgnoreCase) ? TimeSpan.Zero
        : DurationText.TryParse(value.Value, out TimeSpan duration) ? duration
        : throw Wrong(value, $"{DurationText.Expected}, or none,");

    private static T Word<T>(IConfigurationSection value)
        where T : struct, Enum =>
        Enum.TryParse(value.Value, ignoreCase: true, out T word) && Enum.IsDefined(word)
            ? word
            : throw Wrong(value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    // A list (RetryOn:0, RetryOn:1) or one value with commas.
    private static string[] Names(IConfigurationSection value) => value.Value is { } joined
        ? joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [.. value.GetChildren().Select(child => child.Value).OfType<string>()];

    private static TaskSetupException Wrong(IConfigurationSection value, string expected) =>
        new($"{NameGrammar.PrintablePath(value.Path)} is '{NameGrammar.Printable(value.Value)}'; {expected} was expected.");
}
