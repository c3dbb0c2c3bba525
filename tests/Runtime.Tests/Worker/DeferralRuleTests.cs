using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

public sealed class DeferralRuleTests
{
    [Fact]
    public void All_waits_together_are_the_period_and_each_is_twice_the_one_before()
    {
        TimeSpan period = TimeSpan.FromHours(1);
        TimeSpan[] waits = [.. Enumerable.Range(0, DeferralRule.Limit).Select(n => DeferralRule.Next(n, period)!.Value)];

        Assert.Equal(period.TotalSeconds, waits.Sum(wait => wait.TotalSeconds), 3);
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.Equal(2, pair.Second / pair.First, 3));
        Assert.Null(DeferralRule.Next(DeferralRule.Limit, period));
    }
}
