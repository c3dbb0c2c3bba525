namespace TypedTasks.Testing;

/// <summary>An attempt that a harness ran, or refused to run.</summary>
/// <param name="Id">The id of the task.</param>
/// <param name="Task">The name on the wire; <c>(unknown)</c> where no handler is registered for it.</param>
/// <param name="Number">The number of the attempt, 1 for the first.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Error">What the handler threw, or null.</param>
public sealed record RanAttempt(TaskId Id, string Task, int Number, AttemptOutcome Outcome, Exception? Error);

/// <summary>What an attempt came to.</summary>
public enum AttemptOutcome
{
    /// <summary>The handler returned.</summary>
    Completed,

    /// <summary>It failed and will be repeated.</summary>
    Retried,

    /// <summary>It failed for good and is in the dead letters.</summary>
    Buried,

    /// <summary>The handler asked for another run later.</summary>
    Snoozed,

    /// <summary>It expired before it started.</summary>
    Expired,

    /// <summary>No handler is known for it; it is put off.</summary>
    Deferred,

    /// <summary>It was cut off, and runs again.</summary>
    Interrupted,
}
