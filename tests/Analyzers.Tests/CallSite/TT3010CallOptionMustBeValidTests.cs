using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3010CallOptionMustBeValidTests : RuleTests
{
    [Theory]
    [InlineData("call.OnQueue([|\"high priority\"|])")]
    [InlineData("call.OnQueue([|\"\"|])")]
    [InlineData("call.OnQueue([|Hoch|])")]
    [InlineData("call.WithPriority([|10|])")]
    [InlineData("call.WithPriority([|-1|])")]
    [InlineData("call.WithRetries([|201|])")]
    [InlineData("call.WithRetries(retries: [|-1|])")]
    [InlineData("call.WithTimeout([|TimeSpan.Zero|])")]
    [InlineData("call.WithTimeout([|Timeout.InfiniteTimeSpan|])")]
    [InlineData("call.ExpiresIn([|TimeSpan.FromSeconds(-1)|])")]
    [InlineData("call.KeepResult([|TimeSpan.FromDays(-1)|])")]
    [InlineData("call.WithHeader([|\"\"|], \"x\")")]
    [InlineData("call.WithPriority(3).In(TimeSpan.FromDays(1)).WithRetries([|500|]).WithPriority(4)")]
    public Task Flags_WhatThrows(string call) => Reports(Method(call));

    [Theory]
    [InlineData("call.OnQueue(\"high\")")]
    [InlineData("call.OnQueue(queue)")]
    [InlineData("call.WithPriority(0).WithPriority(9)")]
    [InlineData("call.WithPriority(number)")]
    [InlineData("call.WithRetries(0).WithRetries(200)")]
    [InlineData("call.WithTimeout(TimeSpan.FromSeconds(number))")]
    [InlineData("call.KeepResult(TimeSpan.Zero)")]
    [InlineData("call.WithHeader(\"tenant\", \"\")")]
    public Task Accepts_WhatMayBeValid(string call) => StaysSilent(Method(call));

    [Fact]
    public Task Accepts_SomebodyElsesOptions() => StaysSilent("""
        public sealed class Job
        {
            public Job WithPriority(int priority) => this;

            public static Job Make() => new Job().WithPriority(1000);
        }
        """);

    [Fact]
    public async Task TheMessage_NamesTheRange() => Assert.Equal(
        "WithPriority throws here: the priority is 10, it must be 0 to 9",
        await Message(Method("call.WithPriority([|10|])")));

    private static string Method(string call) => $$"""
        public static class Orders
        {
            private const string Hoch = "höch";

            public static TaskCall<int> Set(TaskCall<int> call, string queue, int number) => {{call}};
        }
        """;
}
