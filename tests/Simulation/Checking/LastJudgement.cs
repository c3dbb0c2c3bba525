using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;
using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

/// <summary>After all has healed: has every task come to the end that it should?</summary>
internal static class LastJudgement
{
    private const int Attempts = 3;

    public static void Pass(World world, ObservedBroker broker, Ledger ledger)
    {
        foreach (Ledger.Entry entry in ledger.All)
        {
            if (entry.IsAcknowledged && !entry.IsStored)
            {
                world.Fail($"G1: Delay of {entry.Id} ({entry.Kind}) returned and the broker never had it");
            }

            if (!entry.IsStored)
            {
                continue;
            }

            if (entry.IsDeleted)
            {
                world.Coverage.Hit("end: deleted");
            }
            else if (entry.IsDone)
            {
                world.Coverage.Hit($"end: {entry.Kind} done");
                if (entry.Kind is Kind.Fails or Kind.GivesUp or Kind.Poison or Kind.Unreadable)
                {
                    world.Fail($"G1: {entry.Id} ({entry.Kind}) cannot end well and did");
                }
            }
            else if (broker.PlaceOf(entry.Id) is { Kind: PlaceKind.Buried } buried)
            {
                JudgeBuried(world, entry, buried);
            }
            else
            {
                world.Fail($"G1: {entry.Id} ({entry.Kind}) came to no end within ten minutes of healing: {broker.PlaceOf(entry.Id)?.Kind}");
            }
        }
    }

    private static void JudgeBuried(World world, Ledger.Entry entry, TaskPlace buried)
    {
        EnvelopeHeader.TryRead(buried.Envelope.Span, out EnvelopeHeader header);
        world.Coverage.Hit($"end: {entry.Kind} buried");
        switch (entry.Kind)
        {
            case Kind.Fails when header.Deliveries == 0 && header.Attempts != Attempts:
                world.Fail($"G6: {entry.Id} ({entry.Kind}) was buried after {header.Attempts} attempts and not {Attempts}");
                break;
            case Kind.Quick or Kind.Short or Kind.Long or Kind.Deaf or Kind.Snoozes or Kind.Answers or Kind.FailsOnce when header.Deliveries < 3:
                world.Fail($"G5: {entry.Id} ({entry.Kind}) was buried after {header.Deliveries} deliveries and {header.Attempts} attempts");
                break;
        }
    }
}
