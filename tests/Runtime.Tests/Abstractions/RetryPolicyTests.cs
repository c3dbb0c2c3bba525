using FsCheck.Xunit;

namespace TypedTasks.Runtime.Tests.Abstractions;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(BackoffKind.None, new double[] { 0, 0, 0, 0 })]
    [InlineData(BackoffKind.Fixed, new double[] { 10, 10, 10, 10 })]
    [InlineData(BackoffKind.Linear, new double[] { 10, 20, 30, 35 })]
    [InlineData(BackoffKind.Exponential, new double[] { 10, 20, 35, 35 })]
    public void The_delay_grows_as_its_kind_says_up_to_the_cap(BackoffKind backoff, double[] seconds)
    {
        var policy = new RetryPolicy(4, backoff, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(35), Jitter: false);

        Assert.Equal(seconds, Enumerable.Range(1, 4).Select(retry => policy.DelayBefore(retry, 0.7).TotalSeconds));
    }

    [Theory]
    [InlineData(0.0, 5)]
    [InlineData(0.5, 7.5)]
    [InlineData(1.0, 10)]
    public void Jitter_leaves_half_of_the_delay_certain(double random, double seconds)
    {
        var policy = new RetryPolicy(1, BackoffKind.Fixed, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), Jitter: true);

        Assert.Equal(seconds, policy.DelayBefore(1, random).TotalSeconds);
    }

    [Property]
    public bool No_delay_is_negative_or_over_the_cap(byte kind, uint first, uint cap, byte retry, bool jitter, ushort random)
    {
        var policy = new RetryPolicy(
            RetryPolicy.MaxRetries, (BackoffKind)(kind % 4), TimeSpan.FromMilliseconds(first), TimeSpan.FromMilliseconds(cap), jitter);

        TimeSpan delay = policy.DelayBefore(Math.Max(1, retry % (RetryPolicy.MaxRetries + 1)), random / 65536.0);

        return delay >= TimeSpan.Zero && delay <= TimeSpan.FromMilliseconds(cap);
    }

    [Fact]
    public void A_first_delay_below_a_second_is_kept() =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(500),
            new RetryPolicy(1, BackoffKind.Exponential, TimeSpan.FromMilliseconds(250), TimeSpan.FromHours(1), Jitter: false).DelayBefore(2, 0));

    [Fact]
    public void The_default_is_three_retries_from_ten_seconds_to_an_hour_with_jitter() =>
        Assert.Equal(new RetryPolicy(3, BackoffKind.Exponential, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), true), RetryPolicy.Default);
}
