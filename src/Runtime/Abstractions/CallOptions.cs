using System.Collections.Frozen;

namespace TypedTasks;

/// <summary>What one call sets itself; a null means that configuration, attribute or default decide.</summary>
public sealed record CallOptions
{
    /// <summary>No headers. Stands before <see cref="None"/>, which is made with it.</summary>
    internal static IReadOnlyDictionary<string, string> EmptyHeaders { get; } =
        FrozenDictionary<string, string>.Empty;

    /// <summary>Nothing is set.</summary>
    public static CallOptions None { get; } = new();

    /// <summary>The queue.</summary>
    public string? Queue { get; init; }

    /// <summary>The band inside the queue, 0 to 9, higher first.</summary>
    public int? Priority { get; init; }

    /// <summary>When the task becomes ready.</summary>
    public DueTime Due { get; init; }

    /// <summary>How long after Delay the task may still start.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>The moment after which the task does not start. Stronger than <see cref="ExpiresIn"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How long the result is kept; zero means not at all.</summary>
    public TimeSpan? KeepResult { get; init; }

    /// <summary>Repetitions after the first attempt, 0 to 200.</summary>
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

    /// <summary>The id that the task has; null for a new one.</summary>
    public TaskId? Id { get; init; }

    /// <summary>How long Delay waits through an outage of the broker; zero for not at all.</summary>
    public TimeSpan? WaitForBroker { get; init; }

    /// <summary>Headers that travel with the task.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = EmptyHeaders;

    /// <summary>The same with one more header, or another value of one: what a filter around Delay adds.</summary>
    public CallOptions WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return this with { Headers = new Dictionary<string, string>(Headers) { [name] = value } };
    }
}
