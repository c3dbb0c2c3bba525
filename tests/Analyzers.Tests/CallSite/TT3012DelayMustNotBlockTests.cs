using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3012DelayMustNotBlockTests : RuleTests
{
    [Theory]
    [InlineData("[|call.Delay().Wait()|];")]
    [InlineData("[|call.Delay().Wait(1000)|];")]
    [InlineData("var handle = [|call.Delay().Result|];")]
    [InlineData("var id = [|client.Delay(call).Result|].Id;")]
    [InlineData("[|client.Delay(call).GetAwaiter().GetResult()|];")]
    [InlineData("[|client.DelayMany([call]).ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("var ids = from one in [|client.DelayMany([call]).Result|] select one.Id;")]
    [InlineData("var ids = from one in new[] { 1 } join two in [|client.DelayMany([call]).Result|] on one equals 1 select two.Id;")]
    public Task Flags_ABlockWhereAwaitWouldDo(string statement) => Reports(Method(statement));

    [Theory]
    [InlineData("var handle = await call.Delay();")]
    [InlineData("var sending = call.Delay(); await sending; var handle = sending.Result;")]
    [InlineData("Task.Delay(5).Wait();")]
    [InlineData("Func<TaskHandle<int>> send = () => call.Delay().Result;")]
    [InlineData("lock (call) { call.Delay().Wait(); }")]
    [InlineData("var sent = from one in new[] { 1 } select call.Delay().Result;")]
    [InlineData("var sent = from one in new[] { 1 } from two in new[] { call.Delay().Result } select two;")]
    [InlineData("try { } catch (Exception) when (call.Delay().Result is null) { }")]
    public Task Accepts_WhatDoesNotBlockOrCannotAwait(string statement) => StaysSilent(Method(statement));

    [Fact]
    public Task Accepts_ABlockInAFunctionThatIsNotAsync() => StaysSilent("""
        public sealed class Orders
        {
            public void Dispose(TaskCall<int> call) => call.Delay().Wait();
        }
        """);

    [Fact]
    public Task Accepts_ABlockInUnsafeCode() => StaysSilent("""
        public sealed unsafe class Orders
        {
            public Func<TaskCall<int>, Task> Send { get; } = async call => call.Delay().Wait();
        }
        """);

    [Fact]
    public Task Fixes_ByAwaiting() => Fixes(
        Method("""
            // first
            [|call.Delay().Wait()|];
            var id = [|client.Delay(call).Result|].Id;
            [|client.DelayMany([call]).ConfigureAwait(false).GetAwaiter().GetResult()|]; // last
            """),
        Method("""
            // first
            await call.Delay();
            var id = (await client.Delay(call)).Id;
            await client.DelayMany([call]).ConfigureAwait(false); // last
            """));

    [Theory]
    [InlineData("[|call.Delay().Wait(1000)|];")]
    [InlineData("TaskCall<int>? maybe = call; maybe?[|.Delay().Wait()|];")]
    [InlineData("TaskCall<int>[]? all = [call]; all?[|[0].Delay().Wait()|];")]
    public Task Fixes_NothingWhereAWaitHasALimitOrMayNotBe(string statement) => HasNoFix(Method(statement));

    private static string Method(string statement) => $$"""
        public sealed class Orders
        {
            public async Task Send(TaskCall<int> call, ITaskClient client)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
