using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Envelopes;

/// <summary>Why an attempt did not complete, as it is kept beside a scheduled or buried task and in a kept result.</summary>
/// <param name="Reason">Why it was buried; null while it will be retried.</param>
/// <param name="ErrorType">The full name of the exception's type, or null. At most 512 characters are kept.</param>
/// <param name="Message">The exception's message, or a sentence of ours. At most 2,048 characters are kept.</param>
/// <param name="StackTrace">The exception's stack, or null. At most 8,192 characters are kept.</param>
/// <param name="At">When it happened (UTC).</param>
public sealed record Failure(BuryReason? Reason, string? ErrorType, string Message, string? StackTrace, DateTimeOffset At)
{
    /// <summary>Type, message and stack as they are sealed; <see cref="Message"/> then only says so. Null where they are not.</summary>
    public SealedContent? Sealed { get; init; }
}
