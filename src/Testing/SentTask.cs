namespace TypedTasks.Testing;

/// <summary>A call as it went to the broker, whoever sent it.</summary>
public record SentTask
{
    /// <summary>The id of the task.</summary>
    public required TaskId Id { get; init; }

    /// <summary>The name on the wire.</summary>
    public required string Task { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The band inside the queue, 0 to 9.</summary>
    public required int Priority { get; init; }

    /// <summary>When it becomes ready.</summary>
    public required DueTime Due { get; init; }

    /// <summary>When it was sent, by the harness's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The moment after which it does not start, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How long its result is kept, or null for not at all.</summary>
    public TimeSpan? KeepResult { get; init; }

    /// <summary>The headers that travel with it.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    internal ReadOnlyMemory<byte> ArgumentBytes { get; init; }
}

/// <inheritdoc/>
/// <typeparam name="TArguments">The generated record struct of the arguments.</typeparam>
public sealed record SentTask<TArguments> : SentTask
    where TArguments : struct
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal SentTask(SentTask sent, TArguments arguments)
        : base(sent) => Arguments = arguments;

    /// <summary>The arguments, read back from the bytes that travelled.</summary>
    public TArguments Arguments { get; }
}
