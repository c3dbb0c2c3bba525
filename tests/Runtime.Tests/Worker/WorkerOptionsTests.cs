using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

public sealed class WorkerOptionsTests
{
    [Fact]
    public void The_defaults_are_good_and_work_on_the_default_queue()
    {
        var options = new WorkerOptions();
        options.Validate();

        Assert.Equal(["default"], options.EffectiveQueues);
    }

    [Fact]
    public void Queues_keep_their_order() => Assert.Equal(["high", "low"], new WorkerOptions().Queues("high", "low").EffectiveQueues);

    [Fact]
    public void As_many_queues_as_a_take_has_lanes_for_and_renewals_as_rare_as_silence_allows_are_accepted()
    {
        new WorkerOptions().Queues([.. Enumerable.Range(0, 90).Select(static i => $"q{i}")]).Validate();
        new WorkerOptions { LeaseTime = TimeSpan.FromMinutes(1), RenewEvery = TimeSpan.FromSeconds(4) }.Validate();
    }

    public static TheoryData<Action<WorkerOptions>, string> Bad => new()
    {
        { w => w.Concurrency = 0, nameof(WorkerOptions.Concurrency) },
        { w => w.LeaseTime = TimeSpan.FromSeconds(1), nameof(WorkerOptions.LeaseTime) },
        { w => w.RenewEvery = TimeSpan.FromSeconds(1.1), nameof(WorkerOptions.RenewEvery) },
        { w => (w.LeaseTime, w.RenewEvery) = (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(4.1)), nameof(WorkerOptions.RenewEvery) },
        { w => (w.LeaseTime, w.RenewEvery) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.7)), nameof(WorkerOptions.RenewEvery) },
        { w => w.MaxLease = 1001, nameof(WorkerOptions.MaxLease) },
        { w => w.DeliveryLimit = 0, nameof(WorkerOptions.DeliveryLimit) },
        { w => w.Queues("a b"), nameof(WorkerOptions.Queues) },
        { w => w.Queues("a", "a"), nameof(WorkerOptions.Queues) },
        { w => w.Queues([.. Enumerable.Range(0, 91).Select(static i => $"q{i}")]), "90 at most" },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void A_bad_value_is_refused_by_its_name(Action<WorkerOptions> change, string option)
    {
        var options = new WorkerOptions();
        change(options);

        Assert.Contains(option, Assert.Throws<TaskSetupException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
