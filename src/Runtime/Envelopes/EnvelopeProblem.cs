namespace TypedTasks.Envelopes;

/// <summary>Why an envelope cannot be run as it is.</summary>
public enum EnvelopeProblem
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>A newer version or an unknown flag: a newer worker may know it.</summary>
    Newer,

    /// <summary>The bytes are no envelope.</summary>
    Unreadable,

    /// <summary>A count or a length is over a limit.</summary>
    OverLimit,
}
