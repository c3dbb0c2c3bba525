namespace TypedTasks.Serialization;

/// <summary>A payload cannot be read or written.</summary>
/// <param name="message">What was found where.</param>
/// <param name="overLimit">Whether a bound of size, count or depth was passed.</param>
/// <param name="inner">What the reader below threw.</param>
public sealed class PayloadException(string message, bool overLimit = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether a bound of size, count or depth was passed; such a payload is never retried.</summary>
    public bool OverLimit { get; } = overLimit;
}
