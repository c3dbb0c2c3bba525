using TypedTasks.Brokers;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

public sealed class ReadySlotsTests
{
    [Fact]
    public async Task Nothing_starts_after_a_halt_and_what_is_added_can_still_be_withdrawn()
    {
        var ready = new ReadySlots();
        HeldLease before = Held(1);
        HeldLease after = Held(2);
        ready.Add(before, 1, 1);
        ready.Halt();
        ready.Add(after, 1, 1);

        Assert.False(ready.TryNext(out _, out _));
        Assert.Equal(2, ready.Unstarted);
        Assert.Equal([0], ready.Withdraw(before));
        Assert.Equal([0], ready.Withdraw(after));
        Assert.Equal(0, ready.Unstarted);
        ready.Close();
        Assert.False(await ready.WaitAsync(new SlotWait()));
    }

    private static HeldLease Held(int number) => new(new Lease(new LeaseId("worker", number), Lane.Of("mail"), [new byte[1]], 0), sentAt: 0);
}
