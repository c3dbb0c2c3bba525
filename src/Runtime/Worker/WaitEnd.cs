namespace TypedTasks.Worker;

/// <summary>How a wait in an empty lease has ended.</summary>
internal enum WaitEnd
{
    /// <summary>Nothing came, for certain.</summary>
    Nothing,

    /// <summary>A task came and is accepted.</summary>
    Came,

    /// <summary>Only the broker knows.</summary>
    Unknown,
}
