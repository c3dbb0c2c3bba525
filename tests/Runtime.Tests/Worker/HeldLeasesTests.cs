using Microsoft.Extensions.Time.Testing;
using TypedTasks.BrokerConformance.Workers;
using TypedTasks.Brokers;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

public sealed class HeldLeasesTests
{
    [Fact]
    public void What_gives_several_leases_back_sees_the_newest_first_whatever_went_before()
    {
        var leases = new HeldLeases();
        HeldLease[] taken = [.. Enumerable.Range(1, 6).Select(Held)];
        leases.Add(taken[0]);
        leases.Add(taken[1]);
        leases.Add(taken[2]);
        leases.Remove(taken[1]);
        leases.Remove(taken[0]);
        leases.Add(taken[3]);
        leases.Add(taken[4]);
        leases.Add(taken[5]);

        Assert.Equal([taken[5], taken[4], taken[3], taken[2]], leases.ToList());
    }

    [Fact]
    public void Nothing_starts_under_a_lease_that_is_lost()
    {
        HeldLease lost = Held(1);
        lost.Lose(new TestScheduler(new FakeTimeProvider()));

        Assert.False(lost.TryStart(out _));
        Assert.Equal([0], lost.Close());
    }

    private static HeldLease Held(int number) => new(new Lease(new LeaseId("worker", number), Lane.Of("mail"), [new byte[1]], 0), sentAt: 0);
}
