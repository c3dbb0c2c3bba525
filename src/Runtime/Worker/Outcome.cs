using TypedTasks.Envelopes;

namespace TypedTasks.Worker;

/// <summary>
/// What an attempt can come to. The set is closed: two switches without a default arm, one in <see cref="OutcomeSettlements"/>
/// and one in <see cref="OutcomeReport"/>, do not compile until they know a new one.
/// </summary>
internal enum OutcomeKind
{
    /// <summary>The handler returned.</summary>
    Completed,

    /// <summary>It failed and will be repeated.</summary>
    Retried,

    /// <summary>It failed for good, or cannot be read.</summary>
    Buried,

    /// <summary>The handler asked for another run later.</summary>
    Snoozed,

    /// <summary>It expired before it started.</summary>
    Expired,

    /// <summary>A stop of the worker cut it off.</summary>
    Interrupted,

    /// <summary>No handler is known for its name or version; a newer worker may know one.</summary>
    Deferred,

    /// <summary>The lease was lost while it ran: a rescuer owns it.</summary>
    LeaseLost,
}

/// <summary>An outcome and what its settlement needs.</summary>
internal readonly struct Outcome
{
    private Outcome(OutcomeKind kind) => Kind = kind;

    /// <summary>Which one.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>How much later it runs again: retried, snoozed, deferred.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>Whether an attempt is spent although it is buried.</summary>
    public bool AttemptSpent { get; private init; }

    /// <summary>Why: retried, buried, expired, deferred.</summary>
    public Failure? Failure { get; private init; }

    /// <summary>What was thrown, for the log.</summary>
    public Exception? Error { get; private init; }

    /// <summary>Why, in words.</summary>
    public string Message => Failure?.Message ?? string.Empty;

    /// <summary>The kept result of a completed attempt, in <see cref="ResultFormat"/>, or null.</summary>
    public byte[]? Result { get; private init; }

    /// <summary>The same without what may be secret of its failure.</summary>
    public Outcome WithoutDetails(string message) => this with
    {
        Failure = Failure is null ? null : new Failure(Failure.Reason, null, message, null, Failure.At),
    };

    public static Outcome Completed(byte[]? result = null) => new(OutcomeKind.Completed) { Result = result };

    public static Outcome Retried(TimeSpan delay, Failure failure, Exception? error) =>
        new(OutcomeKind.Retried) { Delay = delay, Failure = failure, Error = error };

    /// <param name="failure">Names the reason.</param>
    /// <param name="spent">Whether an attempt is spent.</param>
    /// <param name="error">What was thrown, or null.</param>
    public static Outcome Buried(Failure failure, bool spent, Exception? error = null) =>
        new(OutcomeKind.Buried) { Failure = failure, AttemptSpent = spent, Error = error };

    public static Outcome Snoozed(TimeSpan delay) => new(OutcomeKind.Snoozed) { Delay = delay };

    public static Outcome Expired(Failure failure) => new(OutcomeKind.Expired) { Failure = failure };

    public static Outcome Interrupted() => new(OutcomeKind.Interrupted);

    public static Outcome Deferred(TimeSpan delay, Failure failure) => new(OutcomeKind.Deferred) { Delay = delay, Failure = failure };

    public static Outcome LeaseLost() => new(OutcomeKind.LeaseLost);
}
