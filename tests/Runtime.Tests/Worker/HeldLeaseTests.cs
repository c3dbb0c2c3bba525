using TypedTasks.Brokers;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>What the one who ends a slot has to do with its lease.</summary>
public sealed class HeldLeaseTests
{
    [Fact]
    public async Task Of_two_slots_that_end_at_once_under_an_open_lease_exactly_one_sees_to_it_that_they_are_settled()
    {
        for (int round = 0; round < 2000; round++)
        {
            HeldLease held = Held(slots: 3);
            using var together = new Barrier(2);

            HeldLeaseStep[] steps = await Task.WhenAll(Enumerable.Range(0, 2).Select(slot => Task.Run(() =>
            {
                together.SignalAndWait();
                return held.Finish(new CompleteSettlement(slot));
            })));

            Assert.Equal([HeldLeaseStep.None, HeldLeaseStep.FlushSoon], steps.Order());
        }
    }

    [Fact]
    public void What_ends_while_the_lease_is_flushed_is_taken_by_that_flush()
    {
        HeldLease held = Held(slots: 3);
        Assert.Equal(HeldLeaseStep.FlushSoon, held.Finish(new CompleteSettlement(0)));
        Assert.Equal(HeldLeaseStep.Flush, held.Flush());

        Assert.Single(held.TakePending(out _)!);
        Assert.Equal(HeldLeaseStep.None, held.Finish(new CompleteSettlement(1)));
        Assert.Equal(HeldLeaseStep.None, held.Finish(new CompleteSettlement(2)));
        Assert.Equal(2, held.TakePending(out _)!.Count);
        Assert.Null(held.TakePending(out bool ended));

        Assert.True(ended);
    }

    [Fact]
    public void The_last_slot_has_all_flushed_or_the_lease_forgotten()
    {
        HeldLease settled = Held(slots: 2);
        HeldLease lost = Held(slots: 2);

        Assert.Equal(HeldLeaseStep.FlushSoon, settled.Finish(new CompleteSettlement(0)));
        Assert.Equal(HeldLeaseStep.Flush, settled.Finish(null));
        Assert.Equal(HeldLeaseStep.None, lost.Finish(null));
        Assert.Equal(HeldLeaseStep.Remove, lost.Forsake(1));
    }

    [Fact]
    public void What_is_given_back_is_flushed_at_once_with_what_ended_before()
    {
        HeldLease held = Held(slots: 4);
        held.Finish(new CompleteSettlement(0));

        Assert.Equal(HeldLeaseStep.Flush, held.GiveBack([2, 3]));

        Assert.Equal([0, 2, 3], held.TakePending(out _)!.Select(static settlement => settlement.Slot));
        Assert.Equal(1, held.Open);
    }

    private static HeldLease Held(int slots) =>
        new(new Lease(new LeaseId("worker", 1), Lane.Of("mail"), [.. Enumerable.Range(0, slots).Select(static _ => (ReadOnlyMemory<byte>)new byte[1])], 0), sentAt: 0);
}
