namespace TypedTasks;

/// <summary>Why a task is in the dead letters. The numbers travel.</summary>
public enum BuryReason : byte
{
    /// <summary>Every attempt failed.</summary>
    Exhausted = 1,

    /// <summary>The exception is one that is not retried.</summary>
    NotRetried = 2,

    /// <summary>The handler said stop.</summary>
    Stopped = 3,

    /// <summary>It expired before it started.</summary>
    Expired = 4,

    /// <summary>No worker knew its name, or its version, for the time allowed.</summary>
    UnknownTask = 5,

    /// <summary>The envelope is of a newer version, for the time allowed.</summary>
    NewerEnvelope = 6,

    /// <summary>The payload cannot be read.</summary>
    Unreadable = 7,

    /// <summary>The payload is over a limit of size or depth.</summary>
    OverLimit = 8,

    /// <summary>It was running each time its worker died, up to the delivery limit.</summary>
    Poison = 9,

    /// <summary>No worker had the key that it is sealed with, for the time allowed.</summary>
    UnknownKey = 10,

    /// <summary>It carries no seal where one is required, or was changed after it was sealed.</summary>
    NotAuthentic = 11,
}
