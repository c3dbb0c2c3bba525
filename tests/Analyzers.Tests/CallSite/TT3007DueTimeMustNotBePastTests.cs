using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3007DueTimeMustNotBePastTests : RuleTests
{
    [Theory]
    [InlineData("call.In([|TimeSpan.FromMinutes(-5)|])")]
    [InlineData("call.In([|-TimeSpan.FromMinutes(5)|])")]
    [InlineData("call.In([|new TimeSpan(0, -5, 0)|])")]
    [InlineData("call.In([|Timeout.InfiniteTimeSpan|])")]
    [InlineData("call.At([|DateTimeOffset.UtcNow.AddHours(-1)|])")]
    [InlineData("call.At([|DateTimeOffset.Now - TimeSpan.FromDays(1)|])")]
    [InlineData("call.At([|DateTime.UtcNow.AddMinutes(-1)|])")]
    [InlineData("call.At([|clock.GetUtcNow().AddSeconds(-30)|])")]
    [InlineData("call.OnQueue(\"high\").At([|DateTimeOffset.UtcNow.Subtract(TimeSpan.FromSeconds(1))|]).WithPriority(3)")]
    public Task Flags_ATimeBeforeNow(string call) => Reports(Method(call));

    [Theory]
    [InlineData("call.At([|new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)|])")]
    [InlineData("call.At([|new DateTime(2020, 1, 1)|])")]
    [InlineData("call.At([|new DateTimeOffset(new DateTime(2020, 1, 1, 12, 0, 0, DateTimeKind.Utc))|])")]
    [InlineData("call.At([|DateTimeOffset.Parse(\"2020-01-01T00:00:00Z\")|])")]
    [InlineData("call.At([|DateTimeOffset.MinValue|])")]
    [InlineData("call.At([|DateTimeOffset.UnixEpoch.AddDays(365)|])")]
    [InlineData("call.At([|default|])")]
    [InlineData("call with { Options = new CallOptions { Due = DueTime.On([|DateTimeOffset.FromUnixTimeSeconds(0)|]) } }")]
    public Task Flags_ADateThatHasPassed(string call) => Reports(Method(call));

    [Theory]
    [InlineData("call.In(TimeSpan.FromMinutes(5))")]
    [InlineData("call.In(TimeSpan.Zero)")]
    [InlineData("call.In(delay - TimeSpan.FromMinutes(5))")]
    [InlineData("call.At(DateTimeOffset.UtcNow)")]
    [InlineData("call.At(DateTimeOffset.UtcNow.AddDays(1).AddHours(-1))")]
    [InlineData("call.At(date.AddHours(-1))")]
    [InlineData("call.At(DateTimeOffset.MaxValue)")]
    public Task Accepts_ATimeThatMayLieAhead(string call) => StaysSilent(Method(call));

    /// <summary>A date of the rule's own day would be past tomorrow: a build must not begin to warn by itself.</summary>
    [Theory]
    [InlineData("call.At(new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero))")]
    [InlineData("call.At(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero))")]
    public Task Accepts_ADateThatWasAheadWhenTheRuleWasWritten(string call) => StaysSilent(Method(call));

    [Fact]
    public Task Accepts_SomebodyElsesIn() => StaysSilent("""
        public sealed class Timer
        {
            public Timer In(TimeSpan delay) => this;

            public static Timer Make() => new Timer().In(TimeSpan.FromMinutes(-5));
        }
        """);

    private static string Method(string call) => $$"""
        public static class Orders
        {
            public static TaskCall<int> Later(TaskCall<int> call, TimeSpan delay, DateTimeOffset date, TimeProvider clock) => {{call}};
        }
        """;
}
