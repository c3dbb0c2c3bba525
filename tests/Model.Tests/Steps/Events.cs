using System.Globalization;

namespace TypedTasks.Model.Tests.Steps;

/// <summary>A worker starts and listens on its channel.</summary>
public sealed record Listen(int Worker) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"w{Worker} listens");
}

/// <summary>A worker dies: nobody listens any more, and its leases are known to nobody.</summary>
public sealed record Crash(int Worker) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"w{Worker} crashes");
}

/// <summary>Time passes, or the clock steps back.</summary>
public sealed record Pass(TimeSpan Time) : Step
{
    /// <inheritdoc/>
    protected override string Text => Time < TimeSpan.Zero ? $"the clock steps back by {Show(-Time)}" : $"{Show(Time)} pass";
}

/// <summary>The server forgets its scripts.</summary>
public sealed record FlushScripts : Step
{
    /// <inheritdoc/>
    protected override string Text => "the scripts are flushed";
}

/// <summary>All connections of the clients are made anew.</summary>
public sealed record Reconnect : Step
{
    /// <inheritdoc/>
    protected override string Text => "everybody reconnects";
}

/// <summary>A call that no broker takes: it is refused before anything happens.</summary>
public sealed record Refused(BadCall Call) : Step
{
    /// <inheritdoc/>
    protected override string Text => $"a call that must be refused: {Call}";
}

/// <summary>What is wrong with a <see cref="Refused"/> call.</summary>
public enum BadCall
{
    /// <summary>A take without lanes.</summary>
    TakeWithoutLanes,

    /// <summary>A take of nothing.</summary>
    TakeOfNothing,

    /// <summary>A take of more than a batch.</summary>
    TakeOfTooMany,

    /// <summary>A take of no bytes.</summary>
    TakeOfNoBytes,

    /// <summary>A lease of no length.</summary>
    TakeForNoTime,

    /// <summary>A lease longer than a day.</summary>
    TakeForTooLong,

    /// <summary>A lease numbered 0.</summary>
    TakeOfLeaseZero,

    /// <summary>A session outside its grammar.</summary>
    TakeByNobody,

    /// <summary>A promotion of nothing.</summary>
    PromoteNothing,

    /// <summary>A promotion of more than a batch.</summary>
    PromoteTooMany,

    /// <summary>A rescue that buries at once.</summary>
    RescueWithoutLimit,

    /// <summary>A rescue whose limit the header cannot count to.</summary>
    RescueWithTooHighALimit,

    /// <summary>A rescue with a negative wait.</summary>
    RescueBackwards,

    /// <summary>A rescue with leases of no length.</summary>
    RescueForNoTime,

    /// <summary>A rescue with leases of more than a day.</summary>
    RescueForTooLong,

    /// <summary>A trim to less than nothing.</summary>
    TrimToLessThanNothing,

    /// <summary>An envelope without a header.</summary>
    EnqueueWithoutHeader,

    /// <summary>A lane that was never made.</summary>
    EnqueueWithoutLane,

    /// <summary>A page that begins before the first.</summary>
    PageBeforeTheFirst,

    /// <summary>A page of a lane that was never made.</summary>
    PageOfNoLane,

    /// <summary>A renewal for more than a day.</summary>
    RenewForTooLong,

    /// <summary>A slot that a lease does not have.</summary>
    SettleNoSlot,

    /// <summary>A slot named twice.</summary>
    SettleASlotTwice,

    /// <summary>An outcome that is kept for no time.</summary>
    KeepForNoTime,

    /// <summary>A worker that waits for a queue outside the grammar.</summary>
    IdleOnNoQueue,

    /// <summary>A wake-up for a queue outside the grammar.</summary>
    WakeNoQueue,
}
