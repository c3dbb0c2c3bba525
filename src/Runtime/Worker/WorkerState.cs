namespace TypedTasks.Worker;

/// <summary>Where a worker is between start and end.</summary>
public enum WorkerState
{
    /// <summary>It was made and not started.</summary>
    NotStarted,

    /// <summary>It takes and runs tasks.</summary>
    Working,

    /// <summary>It takes nothing more; handlers finish.</summary>
    Stopping,

    /// <summary>It has stopped.</summary>
    Stopped,
}
