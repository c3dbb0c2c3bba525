namespace TypedTasks;

/// <summary>A buried task: who it is, why it is here, and its bytes.</summary>
public sealed record DeadLetter
{
    /// <summary>The id of the task.</summary>
    public required TaskId Id { get; init; }

    /// <summary>The name on the wire; null where the envelope cannot be read.</summary>
    public required string? Task { get; init; }

    /// <summary>The queue that it came from, and that a replay sends it to.</summary>
    public required string Queue { get; init; }

    /// <summary>Why it was buried; null where the record of that cannot be read.</summary>
    public required BuryReason? Reason { get; init; }

    /// <summary>The full name of the exception's type, or null.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The exception's message, or a sentence of ours; at most 2,048 characters.</summary>
    public required string ErrorMessage { get; init; }

    /// <summary>The exception's stack, or null; at most 8,192 characters.</summary>
    public string? StackTrace { get; init; }

    /// <summary>Attempts spent.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was sent, by the sender's clock (UTC); null where the envelope cannot be read.</summary>
    public DateTimeOffset? EnqueuedAt { get; init; }

    /// <summary>When it was buried, by the broker's clock (UTC).</summary>
    public required DateTimeOffset BuriedAt { get; init; }

    /// <summary>The whole envelope as it was sent.</summary>
    public required ReadOnlyMemory<byte> Envelope { get; init; }
}
