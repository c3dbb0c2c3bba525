using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Runtime.Tests.Brokers.Wrong;

namespace TypedTasks.Runtime.Tests.Brokers;

/// <summary>The suite itself is tested: brokers that each do one thing wrong must fail it, and at the test that is about that.</summary>
public sealed class WrongBrokerTests
{
    private static readonly Dictionary<string, (Func<IBroker, IBroker> Wrap, string FailsAt)> WrongBrokers = new()
    {
        ["loses an item on take"] = (b => new LosesAnItemOnTake(b), "Take_moves_ready_tasks_under_a_lease"),
        ["acknowledges before the run"] = (b => new AcknowledgesBeforeTheRun(b), "Rescue_makes_what_a_dead_worker_held_ready_again_and_counts_nothing"),
        ["takes twice under one name"] = (b => new TakesTwiceUnderOneName(b), "Take_sent_twice_under_one_name_brings_the_same_lease"),
        ["looks into the lanes backwards"] = (b => new LooksIntoTheLanesBackwards(b), "Take_looks_into_the_lanes_in_the_order_asked_for_and_fills_the_lease_from_one"),
        ["ignores the byte budget"] = (b => new IgnoresTheByteBudget(b), "Take_stops_at_the_byte_budget"),
        ["settles without a lease"] = (b => new SettlesWithoutALease(b), "A_lost_lease_settles_nothing"),
        ["reverses what is released"] = (b => new ReversesWhatIsReleased(b), "Release_goes_to_the_head_of_the_lane_in_order"),
        ["forgets the attempt"] = (b => new ForgetsTheAttempt(b), "Retry_schedules_with_an_attempt_spent"),
        ["buries without a reason"] = (b => new BuriesWithoutAReason(b), "Bury_keeps_bytes_reason_attempts_and_lane"),
        ["throws away instead of burying"] = (b => new ThrowsAwayInsteadOfBurying(b), "Bury_keeps_bytes_reason_attempts_and_lane"),
        ["loses the result"] = (b => new LosesTheResult(b), "Complete_keeps_the_result_in_the_same_step"),
        ["ignores renewals"] = (b => new IgnoresRenewals(b), "A_renewed_lease_lives_on"),
        ["never rescues"] = (b => new NeverRescues(b), "Rescue_makes_what_a_dead_worker_held_ready_again_and_counts_nothing"),
        ["steals after a pause"] = (b => new StealsAfterAPause(b), "Rescue_steals_nothing_from_a_live_owner_after_a_pause"),
        ["buries the mates of poison"] = (b => new BuriesTheMatesOfPoison(b), "A_poison_task_in_a_full_lease_is_buried_alone_and_its_mates_run"),
        ["never buries poison"] = (b => new NeverBuriesPoison(b), "A_suspect_at_its_delivery_limit_is_buried_as_poison"),
        ["promotes before due"] = (b => new PromotesBeforeDue(b), "Promote_makes_ready_what_is_due_and_nothing_else"),
        ["takes envelopes for text"] = (b => new TakesEnvelopesForText(b), "Enqueue_brings_every_byte_through"),
        ["counts wrong"] = (b => new CountsWrong(b), "Counts_always_add_up_to_what_was_sent_and_not_completed"),
        ["keeps counters on replay"] = (b => new KeepsCountersOnReplay(b), "Replay_makes_ready_with_all_counters_at_zero"),
        ["never trims"] = (b => new NeverTrims(b), "Trim_drops_the_oldest_beyond_the_count_and_says_how_many"),
    };

    public static TheoryData<string> Names => [.. WrongBrokers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_broker_fails_the_suite(string name)
    {
        (Func<IBroker, IBroker> wrap, string failsAt) = WrongBrokers[name];
        ConformanceTest test = ConformanceTest.All.Single(test => test.Name == failsAt);

        Exception? failure = await test.RunAsync(new Suite(wrap));

        // A failed assertion, not an accident of the wrong broker itself.
        Assert.IsAssignableFrom<Xunit.Sdk.IAssertionException>(failure);
    }

    [Fact]
    public async Task A_broker_that_only_passes_calls_on_passes_the_suite()
    {
        foreach (ConformanceTest test in ConformanceTest.All)
        {
            Assert.True(await test.RunAsync(new Suite(static b => new Faithful(b))) is null, test.Name);
        }
    }

    [Fact]
    public void Each_promise_that_a_broker_can_hold_is_held_by_a_test()
    {
        string[] promises = [.. ConformanceTest.All.SelectMany(static test => test.Promises).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["G1", "G10", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9"], promises);
    }

    private sealed class Suite(Func<IBroker, IBroker> wrap) : BrokerConformanceSuite
    {
        protected override ValueTask<BrokerFixture> OpenAsync() => ValueTask.FromResult<BrokerFixture>(new InMemoryFixture(wrap));
    }

    private sealed class Faithful(IBroker inner) : BrokerDecorator(inner);
}
