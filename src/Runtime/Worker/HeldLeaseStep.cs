namespace TypedTasks.Worker;

/// <summary>What has to be done with a lease after one of its slots has ended; by whoever is told.</summary>
internal enum HeldLeaseStep
{
    /// <summary>Nothing: somebody else was told.</summary>
    None,

    /// <summary>Flush it within <see cref="WorkerOptions.SettleWithin"/>.</summary>
    FlushSoon,

    /// <summary>Flush it now.</summary>
    Flush,

    /// <summary>Forget it: nothing is open, and nothing to be settled.</summary>
    Remove,
}
