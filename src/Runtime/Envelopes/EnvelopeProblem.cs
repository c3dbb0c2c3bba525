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

    /// <summary>It is sealed with a key that is not known here (yet).</summary>
    UnknownKey,

    /// <summary>It carries no seal where one is required.</summary>
    NotSealed,

    /// <summary>It is not what its sender sealed: changed, or of another task, namespace or secret.</summary>
    Forged,
}
