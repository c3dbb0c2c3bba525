namespace TypedTasks;

/// <summary>
/// What configuration says of one task (<c>TypedTasks:Tasks:&lt;name&gt;:&lt;option&gt;</c>): stronger than its attribute, weaker
/// than a call. A null means that it is silent.
/// </summary>
/// <remarks>
/// <see cref="Queue"/>, <see cref="Priority"/>, <see cref="Expires"/> and <see cref="KeepResult"/> are read where Delay runs,
/// all else where the handler runs.
/// </remarks>
public sealed class TaskOverrides
{
    /// <summary>The queue.</summary>
    public string? Queue { get; set; }

    /// <summary>The band inside the queue, 0 to 9, higher first.</summary>
    public int? Priority { get; set; }

    /// <summary>How long after Delay the task may still start; zero lifts what the attribute says.</summary>
    public TimeSpan? Expires { get; set; }

    /// <summary>How long the result is kept; zero means not at all.</summary>
    public TimeSpan? KeepResult { get; set; }

    /// <summary>Repetitions after the first attempt, 0 to 200.</summary>
    public int? Retries { get; set; }

    /// <summary>How the delay before a retry grows.</summary>
    public BackoffKind? Backoff { get; set; }

    /// <summary>The delay before the first retry.</summary>
    public TimeSpan? FirstDelay { get; set; }

    /// <summary>The longest delay between two attempts.</summary>
    public TimeSpan? MaxDelay { get; set; }

    /// <summary>Whether each delay is shortened at random by up to a half.</summary>
    public bool? Jitter { get; set; }

    /// <summary>How long one attempt may run; zero lifts what the attribute says.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>If set, only these exceptions are retried: full type names, compared up the exception's bases.</summary>
    public IReadOnlyList<string>? RetryOn { get; set; }

    /// <summary>These exceptions are never retried: full type names, compared up the exception's bases.</summary>
    public IReadOnlyList<string>? DoNotRetryOn { get; set; }
}
