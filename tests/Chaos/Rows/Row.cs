using TypedTasks.Chaos.Fleet;

namespace TypedTasks.Chaos.Rows;

/// <summary>One thing that goes wrong, and what it needs around it.</summary>
/// <param name="Name">A sentence without its end.</param>
/// <param name="Always">Whether everything is on disk before Redis answers (appendfsync always); else everysec.</param>
/// <param name="Fault">Does it and undoes it, and writes down when.</param>
internal sealed record Row(string Name, bool Always, Func<Stage, Task> Fault)
{
    /// <summary>How clients reach Redis.</summary>
    public Reach Reach { get; init; } = Reach.Direct;

    /// <summary>How far the replica is behind, or null where there is none.</summary>
    public TimeSpan? ReplicaBehind { get; init; }

    /// <summary>Whether its producer waits through outages and sends again (WaitForBroker): then no Delay may throw.</summary>
    public bool Waits { get; init; }

    /// <summary>Whether it belongs to the short form.</summary>
    public bool Brief { get; init; }

    /// <summary>Tasks a second: a disk that must confirm each step carries fewer, and less still while others use it.</summary>
    public int Rate => Always ? 50 : 150;

    /// <summary>Its appendfsync.</summary>
    public string Fsync => Always ? "always" : "everysec";
}

/// <summary>How clients reach Redis.</summary>
internal enum Reach
{
    /// <summary>By its own port.</summary>
    Direct,

    /// <summary>Through the proxy.</summary>
    Proxy,

    /// <summary>By the ports of the primary and of the replica, both named.</summary>
    BothNodes,
}
