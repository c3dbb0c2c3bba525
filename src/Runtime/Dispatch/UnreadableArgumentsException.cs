using TypedTasks.Serialization;

namespace TypedTasks.Dispatch;

/// <summary>The arguments of a message cannot be read: apart from what a handler may throw, so that no handler can fake it.</summary>
internal sealed class UnreadableArgumentsException(PayloadException error) : Exception(error.Message, error)
{
    public bool OverLimit => error.OverLimit;
}
