namespace TypedTasks;

/// <summary>
/// When a task becomes ready: now, after a duration that the broker adds to its own clock, or at a date.
/// </summary>
public readonly record struct DueTime
{
    private DueTime(TimeSpan? after, DateTimeOffset? at) => (After, At) = (after, at);

    /// <summary>At once.</summary>
    public static DueTime Now => default;

    /// <summary>The duration from the moment the broker has it, or null.</summary>
    public TimeSpan? After { get; }

    /// <summary>The date, or null.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>Whether the task is ready at once.</summary>
    public bool IsNow => After is null && At is null;

    /// <summary>After a duration; zero or less is now.</summary>
    public static DueTime In(TimeSpan delay) => delay <= TimeSpan.Zero ? Now : new DueTime(delay, null);

    /// <summary>At a date; one in the past is as soon as the broker sees it.</summary>
    public static DueTime On(DateTimeOffset date) => new(null, date);
}
