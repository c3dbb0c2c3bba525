using System.Diagnostics.CodeAnalysis;

namespace TypedTasks;

/// <summary>Asks for another run later without spending an attempt. Made by <see cref="TaskContext.Snooze"/>.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is made by TaskContext only.")]
public sealed class SnoozeException : Exception
{
    internal SnoozeException(TimeSpan delay)
        : base($"The task asked to run again in {delay}.") => Delay = delay;

    /// <summary>How much later.</summary>
    public TimeSpan Delay { get; }
}

/// <summary>Asks for no further attempt. Made by <see cref="TaskContext.Stop"/>.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is made by TaskContext only.")]
public sealed class StopException : Exception
{
    internal StopException(string reason, Exception? inner)
        : base(reason, inner)
    {
    }
}
