namespace TypedTasks.Envelopes;

/// <summary>
/// The options that travel: what Delay resolved and the worker must know (expiry, result, band), and what the call itself
/// set of what the worker resolves (retries, backoff, timeout). Durations travel as whole milliseconds.
/// </summary>
public sealed record TravelOptions
{
    /// <summary>Nothing travels.</summary>
    public static TravelOptions None { get; } = new();

    /// <summary>The moment after which the task does not start.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How long the result is kept; null means not at all.</summary>
    public TimeSpan? KeepResult { get; init; }

    /// <summary>The band inside the queue, so that a suspect finds its way back.</summary>
    public int Priority { get; init; }

    /// <summary>Repetitions after the first attempt.</summary>
    public int? Retries { get; init; }

    /// <summary>How the delay before a retry grows.</summary>
    public BackoffKind? Backoff { get; init; }

    /// <summary>The delay before the first retry.</summary>
    public TimeSpan? FirstDelay { get; init; }

    /// <summary>The longest delay between two attempts.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>Whether each delay is shortened at random.</summary>
    public bool? Jitter { get; init; }

    /// <summary>How long one attempt may run.</summary>
    public TimeSpan? Timeout { get; init; }
}
