namespace TypedTasks.Serialization;

/// <summary>A payload cannot be read or written.</summary>
/// <param name="message">What was expected and what was found, and where.</param>
/// <param name="overLimit">Whether a bound of size, count or depth was passed.</param>
/// <param name="inner">What the reader below threw.</param>
public sealed class PayloadException(string message, bool overLimit = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// Whether a bound was passed: nested deeper than <see cref="PayloadLimits.MaxDepth"/>, or a length or count that says more
    /// than the bytes that follow. Such a payload is never retried: no other version of the code can read it either.
    /// </summary>
    public bool OverLimit { get; } = overLimit;

    /// <summary>The offset in bytes from the start of the payload, or null where it was being written.</summary>
    public long? Position { get; init; }
}
