namespace TypedTasks.Redis.Checking;

/// <summary>What a check looks for beyond the invariants that a namespace carries in itself.</summary>
public sealed class FsckOptions
{
    /// <summary>The tasks that must be somewhere (I6): stored, and not known to have ended. Empty by default. A kept outcome counts as an end.</summary>
    public IReadOnlyCollection<TaskId> Expected { get; init; } = [];

    /// <summary>Asked before an expected task is reported as missing: whether it has ended since. Null (the default) for a namespace where nothing runs.</summary>
    public Func<TaskId, bool>? HasEnded { get; init; }

    /// <summary>Called for every task that is seen, in no order; a task that moves meanwhile may be seen twice or not at all.</summary>
    public Action<FsckTask>? OnTask { get; init; }

    /// <summary>How many findings are kept; more are only counted. 1,000 by default, 1 or more.</summary>
    public int MaxFindings { get; init; } = 1000;
}
