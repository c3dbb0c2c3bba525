namespace TypedTasks;

/// <summary>What holds for a whole host, producer and worker alike. Bound from the configuration section <c>TypedTasks</c>.</summary>
public sealed class TypedTasksOptions
{
    /// <summary>The configuration section that is bound: <c>TypedTasks</c>.</summary>
    public const string Section = "TypedTasks";

    /// <summary>The most bytes that an envelope may have, 131,072 (128 KB) by default, 1,024 to 64 MB.</summary>
    public int MaxEnvelopeBytes { get; set; } = 128 * 1024;

    /// <summary>How long the result of a task that returns a value is kept where nothing else is said, 1 day by default.</summary>
    public TimeSpan DefaultKeepResult { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What this host is called when a static Delay finds several; the application's name by default.</summary>
    public string? HostName { get; set; }

    /// <summary>How Delay sends: whether it waits for a broker that is away.</summary>
    public SendingOptions Sending { get; } = new();

    /// <summary>What is said of single queues where Delay runs, by their name: how many ready tasks they may hold.</summary>
    public IDictionary<string, QueueOptions> Queues { get; } = new Dictionary<string, QueueOptions>(StringComparer.Ordinal);

    /// <summary>What is said of single tasks, by their name on the wire, case and all.</summary>
    public IDictionary<string, TaskOverrides> Tasks { get; } = new Dictionary<string, TaskOverrides>(StringComparer.Ordinal);
}
