using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

/// <summary>What a check found.</summary>
/// <param name="Findings">What is wrong; at most <see cref="FsckOptions.MaxFindings"/>.</param>
/// <param name="Count">How much is wrong, kept in <paramref name="Findings"/> or not.</param>
/// <param name="Undecided">What moved too fast to be judged, one sentence each. Not wrong, and not right either: run the check again.</param>
/// <param name="Totals">How much there is.</param>
public sealed record FsckReport(IReadOnlyList<FsckFinding> Findings, long Count, IReadOnlyList<string> Undecided, FsckTotals Totals)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Count == 0;
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Invariant">What it breaks.</param>
/// <param name="Key">The key that it was found in, or the task's id.</param>
/// <param name="Problem">What is wrong, half a sentence.</param>
public sealed record FsckFinding(Invariant Invariant, string Key, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Invariant} {Key}: {Problem}";
}

/// <summary>How much there is. Exact where nothing moves; about right where something does.</summary>
/// <param name="Keys">Keys below the prefix.</param>
/// <param name="Ready">Tasks in lanes.</param>
/// <param name="Leases">Leases.</param>
/// <param name="Taken">Unsettled tasks in leases.</param>
/// <param name="Scheduled">Scheduled tasks.</param>
/// <param name="Buried">Dead letters.</param>
/// <param name="Results">Kept outcomes.</param>
public sealed record FsckTotals(long Keys, long Ready, long Leases, long Taken, long Scheduled, long Buried, long Results);

/// <summary>A task where it was seen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">Where.</param>
/// <param name="Lane">Its lane: where it waits, was taken from, or goes to.</param>
/// <param name="Lease">The lease that holds it, or null.</param>
/// <param name="Header">The header of its envelope.</param>
public readonly record struct FsckTask(TaskId Id, FsckPlace Place, Lane Lane, LeaseId? Lease, EnvelopeHeader Header);

/// <summary>Where a task can be.</summary>
public enum FsckPlace
{
    /// <summary>In a lane.</summary>
    Ready,

    /// <summary>In a lease.</summary>
    Taken,

    /// <summary>Among the scheduled.</summary>
    Scheduled,

    /// <summary>Among the dead letters.</summary>
    Buried,
}
