namespace TypedTasks.Redis.Checking;

/// <summary>One thing that is true of a namespace at every instant. <c>docs/invariants.md</c> is the same list with the reasons.</summary>
/// <param name="Number">Its number, for ever: I1 is 1.</param>
/// <param name="Sentence">What is true.</param>
public sealed record Invariant(int Number, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => $"I{Number}";
}

/// <summary>Every invariant, in the order of its number.</summary>
public static class Invariants
{
    /// <summary>I1: nothing but TypedTasks writes below the prefix, and nothing is left behind there.</summary>
    public static readonly Invariant KeyIsKnown = new(1, "Every key below the prefix is one that docs/redis-keys.md lists.");

    /// <summary>I2.</summary>
    public static readonly Invariant KeyHasItsType = new(2, "Every key has the type that is listed.");

    /// <summary>I3: a TTL, or an owner that deletes it.</summary>
    public static readonly Invariant KeyHasItsTtl = new(3, "A key has a TTL where one is listed, and none where none is.");

    /// <summary>I4: lanes, leases, queues, sessions and ids.</summary>
    public static readonly Invariant NamesAreWithinGrammar = new(4, "Every name in a key, a member or a field is within its grammar.");

    /// <summary>I5: a lane, a lease, the scheduled or the buried.</summary>
    public static readonly Invariant TaskIsInOnePlace = new(5, "No task is in two places.");

    /// <summary>I6: checked where the caller says which tasks there must be.</summary>
    public static readonly Invariant TaskIsSomewhere = new(6, "No task that was stored and has not ended is in no place.");

    /// <summary>I7: no lease without a deadline, no deadline without a lease, and one each.</summary>
    public static readonly Invariant LeaseHasOneDeadline = new(7, "Every lease has exactly one deadline, and every deadline a lease.");

    /// <summary>I8.</summary>
    public static readonly Invariant DeadlineIsNear = new(8, "A deadline is a time no further ahead than the longest lease, a day.");

    /// <summary>I9.</summary>
    public static readonly Invariant LeaseCountsItsSlots = new(9, "A lease holds 1 to 1,000 slots and says how many of them are unsettled: at least one; or it is empty and says one.");

    /// <summary>I10.</summary>
    public static readonly Invariant SuspectIsAlone = new(10, "A suspect is alone in its lease.");

    /// <summary>I11.</summary>
    public static readonly Invariant IndexHasItsTask = new(11, "An id is among the scheduled or buried if and only if its bytes are.");

    /// <summary>I12.</summary>
    public static readonly Invariant ParkedIsReadable = new(12, "The bytes of a scheduled or buried task name a lane and hold an envelope.");

    /// <summary>I13.</summary>
    public static readonly Invariant TimesAreTimes = new(13, "The time at which a task is due or was buried is a time.");

    /// <summary>I14.</summary>
    public static readonly Invariant CountsAreRight = new(14, "The counts of a queue are how many of its tasks are scheduled and buried.");

    /// <summary>I15: only a dead letter may be bytes without a header.</summary>
    public static readonly Invariant EnvelopeHasItsHeader = new(15, "Every envelope that is not buried has a readable header, and lies under its own id.");

    /// <summary>I16.</summary>
    public static readonly Invariant IdleListIsBounded = new(16, "A list of idle workers names at most 1,000 sessions, each once.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Invariant> All { get; } =
    [
        KeyIsKnown, KeyHasItsType, KeyHasItsTtl, NamesAreWithinGrammar, TaskIsInOnePlace, TaskIsSomewhere, LeaseHasOneDeadline, DeadlineIsNear,
        LeaseCountsItsSlots, SuspectIsAlone, IndexHasItsTask, ParkedIsReadable, TimesAreTimes, CountsAreRight, EnvelopeHasItsHeader, IdleListIsBounded,
    ];
}
