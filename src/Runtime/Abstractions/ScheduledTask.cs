namespace TypedTasks;

/// <summary>A task that waits for its time: sent with a delay, or between two attempts.</summary>
public sealed record ScheduledTask
{
    /// <summary>The id of the task.</summary>
    public required TaskId Id { get; init; }

    /// <summary>The name on the wire; null where the envelope cannot be read.</summary>
    public required string? Task { get; init; }

    /// <summary>The queue that it goes to.</summary>
    public required string Queue { get; init; }

    /// <summary>When it is due, by the broker's clock (UTC).</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Attempts spent so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>The message of the last attempt's exception; null where none failed yet.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The size of the envelope in bytes.</summary>
    public required int Size { get; init; }
}
