namespace TypedTasks.Chaos.Checking;

/// <summary>What became of a row.</summary>
internal sealed record RowReport
{
    /// <summary>What was done to it.</summary>
    public required string Name { get; init; }

    /// <summary>appendfsync.</summary>
    public required string Fsync { get; init; }

    /// <summary>Delays that returned.</summary>
    public int Acknowledged { get; init; }

    /// <summary>Of these, how many ended well.</summary>
    public int Ran { get; init; }

    /// <summary>Of these, how many lie in the dead letters.</summary>
    public int Buried { get; init; }

    /// <summary>Of these, how many are nowhere.</summary>
    public int Lost { get; init; }

    /// <summary>Delays that threw.</summary>
    public int NotSent { get; init; }

    /// <summary>Attempts that were run again.</summary>
    public int Reruns { get; init; }

    /// <summary>From a worker's SIGKILL to the first of its tasks that ran again.</summary>
    public TimeSpan? FirstRerun { get; init; }

    /// <summary>From the end of the fault until as much was done as before.</summary>
    public TimeSpan? Recovery { get; init; }

    /// <summary>How long all of it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The promises that were broken.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    /// <summary>What was too slow: real on a quiet machine, and perhaps only the machine's fault on a busy one.</summary>
    public IReadOnlyList<string> Slow { get; init; } = [];
}
