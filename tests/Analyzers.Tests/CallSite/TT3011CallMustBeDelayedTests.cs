using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3011CallMustBeDelayedTests : RuleTests
{
    [Theory]
    [InlineData("[|Emails.SendTask.Call(42)|];")]
    [InlineData("[|Emails.SendTask.Call(42).In(TimeSpan.FromMinutes(5))|];")]
    [InlineData("[|call.OnQueue(\"high\")|];")]
    [InlineData("maybe?[|.OnQueue(\"high\")|];")]
    [InlineData("Action later = () => [|Emails.SendTask.Call(42)|];")]
    public Task Flags_ADroppedCall(string statement) => Reports(Method(statement));

    [Theory]
    [InlineData("await Emails.SendTask.Call(42).Delay();")]
    [InlineData("call = call.OnQueue(\"high\");")]
    [InlineData("_ = Emails.SendTask.Call(42);")]
    [InlineData("await client.Delay(Emails.SendTask.Call(42).WithPriority(3));")]
    [InlineData("Func<TaskCall<int>> make = () => Emails.SendTask.Call(42);")]
    [InlineData("new List<TaskCall<int>>().Add(Emails.SendTask.Call(42));")]
    public Task Accepts_ACallThatIsUsed(string statement) => StaysSilent(Method(statement));

    [Fact]
    public Task Accepts_SomebodyElsesCall() => StaysSilent("""
        public sealed class Phone
        {
            public Phone Call(int number) => this;

            public void Ring() => Call(42);
        }
        """);

    [Fact]
    public Task Fixes_ByDelaying() => Fixes(
        Method("""
            // first
            [|Emails.SendTask.Call(42)|]; // now
            [|Emails.SendTask.Call(43)
                .In(TimeSpan.FromMinutes(5))|];
            """),
        Method("""
            // first
            await Emails.SendTask.Call(42).Delay(); // now
            await Emails.SendTask.Call(43)
                .In(TimeSpan.FromMinutes(5)).Delay();
            """));

    [Fact]
    public Task Fixes_AnOptionOfAVariable_ByKeepingIt() => Fixes(
        Method("[|call.OnQueue(\"high\")|]; [|Emails.SendTask.Call(1)|];"),
        Method("call = call.OnQueue(\"high\"); await Emails.SendTask.Call(1).Delay();"));

    [Theory]
    [InlineData("maybe?[|.OnQueue(\"high\")|];")]
    [InlineData("Action later = () => [|Emails.SendTask.Call(42)|];")]
    [InlineData("new List<int>().ForEach(one => [|Emails.SendTask.Call(one)|]);")]
    [InlineData("lock (client) { [|Emails.SendTask.Call(42)|]; }")]
    [InlineData("foreach (var one in new[] { call }) { Action later = () => { [|one.OnQueue(\"high\")|]; }; }")]
    public Task Fixes_NothingWhereItDoesNotKnowHow(string statement) => HasNoFix(Method(statement));

    private static string Method(string statement) => $$"""
        public static partial class Emails
        {
            [Task] public static int Send(int userId) => userId;
        }

        public static class Orders
        {
            public static async Task Send(TaskCall<int> call, TaskCall<int>? maybe, ITaskClient client)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
