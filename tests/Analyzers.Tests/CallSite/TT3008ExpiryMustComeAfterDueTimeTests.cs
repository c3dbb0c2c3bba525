using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3008ExpiryMustComeAfterDueTimeTests : RuleTests
{
    [Theory]
    [InlineData("call.In(TimeSpan.FromHours(1)).ExpiresIn([|TimeSpan.FromMinutes(5)|])")]
    [InlineData("call.ExpiresIn([|TimeSpan.FromMinutes(5)|]).OnQueue(\"high\").In(TimeSpan.FromHours(1))")]
    [InlineData("call.In(TimeSpan.FromHours(1)).ExpiresIn([|TimeSpan.FromHours(1)|])")]
    [InlineData("call.In(TimeSpan.FromHours(1)).ExpiresAt([|DateTimeOffset.UtcNow.AddMinutes(5)|])")]
    [InlineData("call.At(DateTimeOffset.UtcNow.AddDays(1)).ExpiresIn([|TimeSpan.FromHours(1)|])")]
    [InlineData("call.At(new DateTimeOffset(2031, 1, 2, 0, 0, 0, TimeSpan.Zero)).ExpiresAt([|new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero)|])")]
    public Task Flags_AnExpiryBeforeTheDueTime(string call) => Reports(Method(call));

    [Theory]
    [InlineData("Emails.SendTask.Call(1).ExpiresAt([|DateTimeOffset.UtcNow.AddMinutes(-5)|])")]
    [InlineData("call.In(TimeSpan.FromHours(1)).ExpiresAt([|new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)|])")]
    public Task Flags_AnExpiryThatHasPassed(string call) => Reports(Method(call));

    [Fact]
    public Task Flags_ADueTimeBeyondTheExpiryOfTheAttribute() => Reports(Method("Emails.PromptTask.Call(1).In([|TimeSpan.FromHours(1)|])"));

    [Theory]
    [InlineData("call.In(TimeSpan.FromHours(1)).ExpiresIn(TimeSpan.FromHours(2))")]
    [InlineData("call.ExpiresIn(TimeSpan.FromMinutes(5))")]
    [InlineData("call.In(TimeSpan.FromHours(1)).ExpiresIn(TimeSpan.FromMinutes(5)).In(TimeSpan.FromSeconds(5))")]
    [InlineData("call.In(delay).ExpiresIn(TimeSpan.FromMinutes(5))")]
    [InlineData("call.In(TimeSpan.FromHours(1)).ExpiresAt(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero))")]
    [InlineData("call.At(new DateTime(2031, 1, 1, 10, 0, 0)).ExpiresAt(new DateTimeOffset(2031, 1, 1, 9, 0, 0, TimeSpan.Zero))")]
    public Task Accepts_AnExpiryThatMayComeLater(string call) => StaysSilent(Method(call));

    [Theory]
    [InlineData("Emails.PromptTask.Call(1).In(TimeSpan.FromMinutes(1))")]
    [InlineData("Emails.PromptTask.Call(1).In(TimeSpan.FromHours(1)).ExpiresIn(TimeSpan.FromHours(2))")]
    [InlineData("Emails.SendTask.Call(1).In(TimeSpan.FromHours(1))")]
    public Task Accepts_ADueTimeBeforeTheExpiryOfTheAttribute(string call) => StaysSilent(Method(call));

    [Fact]
    public async Task TheMessage_NamesBoth() => Assert.Equal(
        "The call expires (ExpiresIn(TimeSpan.FromMinutes(5))) no later than it is due (In(TimeSpan.FromHours(1))), so that it never runs: let it expire later",
        await Message(Method("call.In(TimeSpan.FromHours(1)).ExpiresIn([|TimeSpan.FromMinutes(5)|])")));

    private static string Method(string call) => $$"""
        public static partial class Emails
        {
            [Task] public static int Send(int userId) => userId;
            [Task(Expires = "5m")] public static int Prompt(int userId) => userId;
        }

        public static class Orders
        {
            public static TaskCall<int> Later(TaskCall<int> call, TimeSpan delay) => {{call}};
        }
        """;
}
