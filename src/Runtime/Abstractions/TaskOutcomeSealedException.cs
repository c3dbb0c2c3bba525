namespace TypedTasks;

/// <summary>
/// The outcome of a task is there and cannot be trusted or read: it is sealed with a key that is not in the ring, was changed, or
/// carries no seal where one is required.
/// </summary>
/// <param name="id">The task.</param>
/// <param name="why">Half a sentence.</param>
public sealed class TaskOutcomeSealedException(TaskId id, string why)
    : TypedTasksException($"The outcome of task {id} cannot be read: {why}")
{
    /// <summary>The id of the task.</summary>
    public TaskId Id => id;
}
