namespace TypedTasks;

/// <summary>
/// A name that this task had on the wire before, or that other senders still use: messages that carry it run this method.
/// New messages are sent under the task's own name; configuration and metrics know only that one.
/// </summary>
/// <remarks>
/// Write one when a task is renamed, moved or merged into another, and keep it until no message of the old name waits, is
/// scheduled or lies among the dead letters.
/// </remarks>
/// <param name="name">The name as it is on the wire: 1 to 400 letters and digits of any script, <c>.</c>, <c>_</c>, <c>-</c> or <c>+</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class TaskAliasAttribute(string name) : Attribute
{
    /// <summary>The name as it is on the wire.</summary>
    public string Name { get; } = name;
}
