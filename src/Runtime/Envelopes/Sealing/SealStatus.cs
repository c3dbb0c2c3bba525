namespace TypedTasks.Envelopes.Sealing;

/// <summary>What came of opening something sealed.</summary>
public enum SealStatus
{
    /// <summary>It is authentic, and its content is there.</summary>
    Opened = 0,

    /// <summary>The ring does not have its key (yet).</summary>
    UnknownKey,

    /// <summary>It was changed, or was sealed for another task, namespace or purpose, or with another secret of that name.</summary>
    Forged,
}
