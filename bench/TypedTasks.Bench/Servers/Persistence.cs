namespace TypedTasks.Bench.Servers;

/// <summary>What Redis writes to disk.</summary>
internal enum Persistence
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An append-only file, synced every second.</summary>
    EverySecond,

    /// <summary>An append-only file, synced before each answer.</summary>
    Always,
}
