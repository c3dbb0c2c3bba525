using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

/// <summary>After all has healed: has every task come to the end that it should?</summary>
internal static class LastJudgement
{
    private const int Attempts = 3;

    public static void Pass(IScene scene, Checker checker, Ledger ledger)
    {
        foreach (Ledger.Entry entry in ledger.All)
        {
            if (entry.IsAcknowledged && !entry.IsStored)
            {
                scene.Fail($"G1: Delay of {entry.Id} ({entry.Kind}) returned and the broker never had it");
            }

            if (!entry.IsStored)
            {
                continue;
            }

            if (entry.IsDeleted)
            {
                scene.Coverage.Hit("end: deleted");
            }
            else if (entry.IsDone)
            {
                scene.Coverage.Hit($"end: {entry.Kind} done");
                if (entry.Kind is Kind.Fails or Kind.GivesUp or Kind.Poison or Kind.Unreadable)
                {
                    scene.Fail($"G1: {entry.Id} ({entry.Kind}) cannot end well and did");
                }
            }
            else if (checker.PlaceOf(entry.Id) is { Kind: PlaceKind.Buried } buried)
            {
                JudgeBuried(scene, entry, buried);
            }
            else
            {
                scene.Fail($"G1: {entry.Id} ({entry.Kind}) came to no end long after healing: {checker.PlaceOf(entry.Id)?.Kind}");
            }
        }
    }

    private static void JudgeBuried(IScene scene, Ledger.Entry entry, TaskPlace buried)
    {
        EnvelopeHeader.TryRead(buried.Envelope.Span, out EnvelopeHeader header);
        scene.Coverage.Hit($"end: {entry.Kind} buried");
        switch (entry.Kind)
        {
            case Kind.Fails when header.Deliveries == 0 && header.Attempts != Attempts:
                scene.Fail($"G6: {entry.Id} ({entry.Kind}) was buried after {header.Attempts} attempts and not {Attempts}");
                break;
            case Kind.Quick or Kind.Short or Kind.Long or Kind.Deaf or Kind.Snoozes or Kind.Answers or Kind.FailsOnce when header.Deliveries < 3:
                scene.Fail($"G5: {entry.Id} ({entry.Kind}) was buried after {header.Deliveries} deliveries and {header.Attempts} attempts");
                break;
        }
    }
}
