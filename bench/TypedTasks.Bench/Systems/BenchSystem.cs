namespace TypedTasks.Bench.Systems;

/// <summary>What is measured: how it is started, how much of it fits into a run, and what is known of it.</summary>
internal sealed record BenchSystem
{
    /// <summary>As it stands in artifacts/bench.json.</summary>
    public required string Name { get; init; }

    /// <summary>What starts its process; the job is added as the last argument.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>How many tasks a drain moves: enough for seconds of work.</summary>
    public required long Drain { get; init; }

    /// <summary>How many tasks are sent in bulk.</summary>
    public required long Bulk { get; init; }

    /// <summary>How many tasks 64 senders send.</summary>
    public required long Concurrent { get; init; }

    /// <summary>How many tasks one sender sends.</summary>
    public required long Sequential { get; init; }

    /// <summary>Whether it works by scripts in Redis.</summary>
    public bool Scripted { get; init; }

    /// <summary>How many tasks warm a process up before anything counts.</summary>
    public int Warm { get; init; }

    /// <summary>Whether one process does several rounds; the others are started anew for each.</summary>
    public bool Repeats { get; init; }

    /// <summary>How many processes one worker is: two where one cannot use a machine with two cores.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>
    /// What it was measured to do on two cores of another machine, scenario by scenario: tasks/s, or the median in ms of idle-latency.
    /// Below 80 % of it something is wrong with its installation, and its row is void.
    /// </summary>
    public IReadOnlyDictionary<string, double> Known { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether it is somebody else's.</summary>
    public bool IsPeer => Name is not ("typedtasks" or "floor");
}
