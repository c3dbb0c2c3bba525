using TypedTasks.Envelopes;

namespace TypedTasks.Brokers;

/// <summary>What is to become of one slot of a lease. The verbs are the arrows of the state machine out of Taken.</summary>
public abstract record Settlement(int Slot);

/// <summary>Taken -> Done: the task ran, or is dropped. Its result, if kept, is written in the same step.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Result">The outcome to keep, or null.</param>
public sealed record CompleteSettlement(int Slot, ResultWrite? Result = null) : Settlement(Slot);

/// <summary>Taken -> Scheduled: another attempt later (retry, snooze, no handler known).</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Id">The id of the task.</param>
/// <param name="Delay">How much later, added to the broker's clock.</param>
/// <param name="Lane">Where it goes when its time has come.</param>
/// <param name="Change">What happens to the counters of its header.</param>
/// <param name="Failure">Why, in <see cref="FailureFormat"/>; empty where nothing failed.</param>
public sealed record RetrySettlement(int Slot, TaskId Id, TimeSpan Delay, Lane Lane, HeaderChange Change, ReadOnlyMemory<byte> Failure)
    : Settlement(Slot);

/// <summary>Taken -> Ready: back to the head of its lane at once; nothing is counted.</summary>
/// <param name="Slot">The slot.</param>
public sealed record ReleaseSettlement(int Slot) : Settlement(Slot);

/// <summary>Taken -> Buried: to the dead letters with its bytes and the reason.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Id">The id of the task.</param>
/// <param name="Lane">Where a replay sends it.</param>
/// <param name="Change">What happens to the counters of its header.</param>
/// <param name="Failure">Why, in <see cref="FailureFormat"/>.</param>
/// <param name="Result">The failed outcome to keep for a waiting handle, or null.</param>
public sealed record BurySettlement(int Slot, TaskId Id, Lane Lane, HeaderChange Change, ReadOnlyMemory<byte> Failure, ResultWrite? Result = null)
    : Settlement(Slot);

/// <summary>An outcome to keep.</summary>
/// <param name="Id">The id of the task.</param>
/// <param name="Outcome">In <see cref="ResultFormat"/>.</param>
/// <param name="KeepFor">How long.</param>
public sealed record ResultWrite(TaskId Id, ReadOnlyMemory<byte> Outcome, TimeSpan KeepFor);

/// <summary>What became of the settlements of one lease.</summary>
public enum SettleStatus
{
    /// <summary>Each slot is settled, by this call or by an earlier one that was sent twice.</summary>
    Settled,

    /// <summary>The lease is gone: a rescuer owns what was not settled; nothing was written.</summary>
    LeaseLost,
}
