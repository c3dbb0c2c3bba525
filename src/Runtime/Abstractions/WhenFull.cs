namespace TypedTasks;

/// <summary>What Delay does when its queue holds as many ready tasks as its limit allows.</summary>
public enum WhenFull
{
    /// <summary>It throws <see cref="QueueFullException"/> at once.</summary>
    Reject,

    /// <summary>It waits until there is room, at most <see cref="QueueOptions.WaitForRoom"/>, then throws <see cref="QueueFullException"/>.</summary>
    Wait,
}
