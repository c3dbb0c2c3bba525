namespace TypedTasks.Chaos.Checking;

/// <summary>What was really done to a row, and when, by the machine's clock: what its checks excuse, and from when they count.</summary>
internal sealed class Facts
{
    /// <summary>When the fault began.</summary>
    public DateTimeOffset Began { get; set; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset Healed { get; set; }

    /// <summary>Workers whose leases lapsed: killed, or out of touch for longer than a lease.</summary>
    public List<Lapse> Lapses { get; } = [];

    /// <summary>Workers that were asked to stop: what they cut off runs again elsewhere.</summary>
    public List<Lapse> Stops { get; } = [];

    /// <summary>When Redis forgot what it had answered last: killed under everysec, or replaced by its replica.</summary>
    public DateTimeOffset? Forgot { get; set; }

    /// <summary>Up to how long before <see cref="Forgot"/> what was acknowledged may be lost.</summary>
    public TimeSpan MayForget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a worker was killed, so that the first of its tasks must run again in time.</summary>
    public Lapse? Killed { get; set; }

    /// <summary>What the fault itself found wrong.</summary>
    public List<string> Wrong { get; } = [];
}

/// <summary>A worker that was out of touch.</summary>
/// <param name="Worker">Its name in the journal.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when; for ever by default.</param>
internal sealed record Lapse(string Worker, DateTimeOffset From, DateTimeOffset? Until = null);
