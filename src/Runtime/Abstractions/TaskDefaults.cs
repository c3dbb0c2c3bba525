namespace TypedTasks;

/// <summary>What the attribute of a task says; a null means that it is silent. Configuration and calls override it.</summary>
public sealed record TaskDefaults
{
    /// <summary>The queue where nothing is said.</summary>
    public const string DefaultQueue = "default";

    /// <summary>The highest <see cref="Priority"/>.</summary>
    public const int MaxPriority = 9;

    /// <summary>Nothing is said: the defaults of <see cref="TaskAttribute"/> hold.</summary>
    public static TaskDefaults None { get; } = new();

    /// <summary>The queue.</summary>
    public string Queue { get; init; } = DefaultQueue;

    /// <summary>The band inside the queue, 0 to 9, higher first.</summary>
    public int Priority { get; init; }

    /// <summary>How a failed attempt is repeated.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>If not empty, only these exceptions are retried.</summary>
    public IReadOnlyList<Type> RetryOn { get; init; } = [];

    /// <summary>These exceptions are never retried.</summary>
    public IReadOnlyList<Type> DoNotRetryOn { get; init; } = [];

    /// <summary>How long one attempt may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long after Delay the task may still start.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>How long the result is kept; zero means not at all, null means the default.</summary>
    public TimeSpan? KeepResult { get; init; }
}
