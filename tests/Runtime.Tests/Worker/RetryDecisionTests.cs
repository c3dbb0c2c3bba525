using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

public sealed class RetryDecisionTests
{
    private static readonly RetryPolicy TwoRetries = new(2, BackoffKind.Exponential, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), Jitter: false);

    [Theory]
    [InlineData(1, 10, null)]
    [InlineData(2, 15, null)]
    [InlineData(3, 0, BuryReason.Exhausted)]
    [InlineData(4, 0, BuryReason.Exhausted)]
    public void Attempts_are_retries_plus_one_and_delays_grow_to_their_cap(int attempt, int seconds, BuryReason? bury) =>
        Assert.Equal(new RetryDecision(bury, TimeSpan.FromSeconds(seconds)), RetryDecision.For(new InvalidOperationException(), Options([], []), attempt, 0));

    [Theory]
    [InlineData(new Type[0], new Type[0], true)]
    [InlineData(new[] { typeof(ArgumentException) }, new Type[0], true)]
    [InlineData(new[] { typeof(Exception) }, new Type[0], true)]
    [InlineData(new[] { typeof(TimeoutException) }, new Type[0], false)]
    [InlineData(new Type[0], new[] { typeof(ArgumentException) }, false)]
    [InlineData(new Type[0], new[] { typeof(ArgumentNullException) }, true)]
    [InlineData(new[] { typeof(ArgumentException) }, new[] { typeof(ArgumentOutOfRangeException) }, false)]
    public void Which_exceptions_are_retried_goes_by_their_bases_and_a_no_is_stronger(Type[] retryOn, Type[] doNotRetryOn, bool retried)
    {
        RetryDecision byType = RetryDecision.For(new ArgumentOutOfRangeException(), Options(retryOn, doNotRetryOn), 1, 0);
        RetryDecision byName = RetryDecision.For(new ArgumentOutOfRangeException(), OptionsByName(retryOn, doNotRetryOn), 1, 0);

        Assert.Equal(retried ? null : BuryReason.NotRetried, byType.Bury);
        Assert.Equal(byType, byName);
    }

    [Theory]
    [InlineData(false, 1, null)]
    [InlineData(false, 3, BuryReason.Unreadable)]
    [InlineData(true, 1, BuryReason.OverLimit)]
    public void An_unreadable_payload_is_retried_unless_it_is_over_a_limit(bool overLimit, int attempt, BuryReason? bury) =>
        Assert.Equal(bury, RetryDecision.ForUnreadable(overLimit, TwoRetries, attempt, 0).Bury);

    private static RunOptions Options(Type[] retryOn, Type[] doNotRetryOn) =>
        new(TwoRetries, null, ExceptionSet.Of(retryOn, null), ExceptionSet.Of(doNotRetryOn, null));

    private static RunOptions OptionsByName(Type[] retryOn, Type[] doNotRetryOn) =>
        new(TwoRetries, null, ExceptionSet.Of([], [.. retryOn.Select(type => type.FullName!)]), ExceptionSet.Of([], [.. doNotRetryOn.Select(type => type.FullName!)]));
}
