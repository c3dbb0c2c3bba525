using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Worker;

/// <summary>Outcome to settlement: the table of promise G3, one row an arm.</summary>
internal static class OutcomeSettlements
{
    // A completed slot without result says nothing but its number: one object a number serves all leases.
    private static readonly CompleteSettlement[] Plain = [.. Enumerable.Range(0, TakeRequest.MaxBatch).Select(slot => new CompleteSettlement(slot))];

    /// <summary>What is to become of the slot.</summary>
    /// <returns>Null where nothing may be written.</returns>
    public static Settlement? Of(Attempt attempt, in Outcome outcome, bool dropExpired)
    {
#pragma warning disable CS8524 // A value without a name cannot come; a name without an arm stays an error (CS8509).
        return outcome.Kind switch
        {
            OutcomeKind.Completed => outcome.Result is { } result
                ? new CompleteSettlement(attempt.Slot, Keep(attempt, result))
                : Plain[attempt.Slot],
            OutcomeKind.Retried => Later(attempt, outcome, HeaderChange.AttemptSpent),
            OutcomeKind.Buried => Bury(attempt, outcome, outcome.AttemptSpent ? HeaderChange.AttemptSpent : HeaderChange.None),
            OutcomeKind.Snoozed => Later(attempt, outcome, HeaderChange.None),
            OutcomeKind.Expired => dropExpired
                ? new CompleteSettlement(attempt.Slot, KeepFailure(attempt, outcome.Failure))
                : Bury(attempt, outcome, HeaderChange.None),
            OutcomeKind.Interrupted => new ReleaseSettlement(attempt.Slot),
            OutcomeKind.Deferred => Later(attempt, outcome, HeaderChange.Deferred),
            OutcomeKind.LeaseLost => null,
        };
#pragma warning restore CS8524
    }

    private static RetrySettlement Later(Attempt attempt, in Outcome outcome, HeaderChange change) =>
        new(attempt.Slot, attempt.Header.Id, outcome.Delay, attempt.HomeLane, change, Bytes(attempt, outcome.Failure));

    private static BurySettlement Bury(Attempt attempt, in Outcome outcome, HeaderChange change) =>
        new(attempt.Slot, attempt.Header.Id, attempt.HomeLane, change, Bytes(attempt, outcome.Failure), KeepFailure(attempt, outcome.Failure));

    private static byte[] Bytes(Attempt attempt, Failure? failure) =>
        failure is null ? [] : FailureFormat.Write(FailureFormat.Seal(failure, attempt.Seal, SealPurpose.Failure, attempt.Header.Id));

    private static ResultWrite? KeepFailure(Attempt attempt, Failure? failure) =>
        failure is not null && attempt.KeepsResult
            ? Keep(attempt, ResultFormat.WriteFailure(FailureFormat.Seal(failure, attempt.Seal, SealPurpose.KeptFailure, attempt.Header.Id)))
            : null;

    private static ResultWrite? Keep(Attempt attempt, byte[] outcome) =>
        attempt.Travel.KeepResult is { } keep ? new ResultWrite(attempt.Header.Id, outcome, keep) : null;
}
