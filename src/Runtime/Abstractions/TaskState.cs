namespace TypedTasks;

/// <summary>What the broker knows about one task.</summary>
public enum TaskState
{
    /// <summary>Waiting or running (plain work is not indexed by id), settled without a kept result, or never seen.</summary>
    Unknown = 0,

    /// <summary>Waiting for its time, first or after a failed attempt.</summary>
    Scheduled = 1,

    /// <summary>Completed; its kept result can be read.</summary>
    Done = 2,

    /// <summary>In the dead letters.</summary>
    Buried = 3,
}
