using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

internal sealed partial class Checker
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <summary>Before: does what really happened to the task allow this settlement?</summary>
    private void CheckRun(TaskPlace was, Settlement settlement)
    {
        Ledger.Entry entry = ledger.Of(was.Id);
        if (entry.RunsUnder(was.Lease))
        {
            scene.Fail($"G2: {was.Id} ({entry.Kind}) is settled by {settlement.GetType().Name} while its handler runs");
        }

        switch (settlement)
        {
            case CompleteSettlement when !entry.HasFinished:
                scene.Fail($"G1: {was.Id} ({entry.Kind}) is completed and no handler has finished");
                break;
            case RetrySettlement { Change: HeaderChange.AttemptSpent } when entry.Kind != Kind.Unreadable && HeaderOf(was).Attempts >= entry.Failed:
                scene.Fail($"G4: {was.Id} ({entry.Kind}) spends attempt {HeaderOf(was).Attempts + 1} after {entry.Failed} failures");
                break;
        }
    }

    /// <summary>After: did the task go where the arrow points?</summary>
    public void CheckArrow(TaskPlace was, Settlement settlement, bool hasResult)
    {
        (PlaceKind? expected, string arrow) = settlement switch
        {
            CompleteSettlement => ((PlaceKind?)null, "Taken -> Done"),
            RetrySettlement { Change: HeaderChange.AttemptSpent } => (PlaceKind.Scheduled, "Taken -> Scheduled (retry)"),
            RetrySettlement { Change: HeaderChange.Deferred } => (PlaceKind.Scheduled, "Taken -> Scheduled (deferred)"),
            RetrySettlement => (PlaceKind.Scheduled, "Taken -> Scheduled (snooze)"),
            ReleaseSettlement => (PlaceKind.Ready, "Taken -> Ready (release)"),
            _ => (PlaceKind.Buried, "Taken -> Buried"),
        };
        scene.Coverage.Hit($"arrow: {arrow}");
        TaskPlace? now = PlaceOf(was.Id);
        if (now?.Kind != expected)
        {
            scene.Fail($"G3: {was.Id} took the arrow {arrow} and is {(now is { } there ? Describe(there) : "nowhere")}");
        }

        if (settlement is ReleaseSettlement && now is { } back && !was.Envelope.Span.SequenceEqual(back.Envelope.Span))
        {
            scene.Fail($"G4: {was.Id} was released and something was counted");
        }

        int spent = settlement is RetrySettlement { Change: HeaderChange.AttemptSpent } ? 1 : 0;
        if (settlement is RetrySettlement && now is { } put && HeaderOf(put).Attempts != HeaderOf(was).Attempts + spent)
        {
            scene.Fail($"G4: {was.Id} took the arrow {arrow} and has {HeaderOf(put).Attempts} attempts spent after {HeaderOf(was).Attempts}");
        }

        if (settlement is CompleteSettlement { Result: not null } && !hasResult)
        {
            scene.Fail($"G3: {was.Id} is done and its kept result is not there");
        }

        if (settlement is BurySettlement bury)
        {
            scene.Coverage.Hit($"outcome: buried {FailureFormat.Read(bury.Failure)?.Reason}");
        }
    }

    /// <summary>Only the lease of an owner that is gone, or silent for its whole length, may be rescued (G2).</summary>
    private void CheckRescue(LeaseId lease)
    {
        if (!renewed.TryGetValue(lease, out Instant last))
        {
            scene.Fail($"G3: lease {lease} is there and no take brought it");
        }

        (_, long up, DateTimeOffset clock) = last;
        TimeSpan silent = TimeSpan.FromTicks(scene.UpTicks - up);
        bool heard = scene.IsHeard(lease.Session);
        if (scene.IsAlive(lease.Session) && silent < leaseTime - TimeSpan.FromMilliseconds(1) && (heard || scene.Clock - clock < Silence))
        {
            scene.Fail($"G2: lease {lease} was stolen {silent.TotalMilliseconds:F0} ms after its last renewal; its owner lives and is {(heard ? string.Empty : "not ")}heard");
        }
    }

    private void CheckRescued(TaskPlace was, RescueRequest request)
    {
        TaskPlace? now = PlaceOf(was.Id);
        EnvelopeHeader before = HeaderOf(was);
        if (!was.Lane.IsSuspect)
        {
            scene.Coverage.Hit("arrow: Taken -> Ready (rescue)");
            if (now is not { Kind: PlaceKind.Ready, Lane.IsSuspect: true })
            {
                scene.Fail($"G5: {was.Id} was rescued with its mates and is not a suspect but {now?.Kind}");
            }
            else if (!was.Envelope.Span.SequenceEqual(now.Value.Envelope.Span))
            {
                scene.Fail($"G5: {was.Id} was rescued with its mates and something was counted");
            }

            return;
        }

        bool limit = before.Deliveries + 1 >= request.DeliveryLimit;
        scene.Coverage.Hit(limit ? "arrow: Taken -> Buried (poison)" : "arrow: Taken -> Scheduled (rescue)");
        if (now?.Kind != (limit ? PlaceKind.Buried : PlaceKind.Scheduled) || HeaderOf(now.Value).Deliveries != before.Deliveries + 1)
        {
            scene.Fail($"G5: {was.Id} lapsed alone for the {before.Deliveries + 1}. time and is {now?.Kind}");
        }
    }

    private static EnvelopeHeader HeaderOf(TaskPlace place) =>
        EnvelopeHeader.TryRead(place.Envelope.Span, out EnvelopeHeader header) ? header : throw new InvalidOperationException("An envelope lost its header.");
}
