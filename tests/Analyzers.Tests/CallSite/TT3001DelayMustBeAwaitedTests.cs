using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3001DelayMustBeAwaitedTests : RuleTests
{
    [Theory]
    [InlineData("[|call.Delay()|];")]
    [InlineData("[|call.In(TimeSpan.FromMinutes(5)).Delay()|];")]
    [InlineData("[|call.Delay(CancellationToken.None)|].ConfigureAwait(false);")]
    [InlineData("[|client.Delay(call)|];")]
    [InlineData("[|client.DelayMany(new[] { call })|];")]
    [InlineData("maybe?[|.Delay()|];")]
    [InlineData("Action later = () => [|call.Delay()|];")]
    [InlineData("new List<TaskCall<int>>().ForEach(one => [|one.Delay()|]);")]
    public Task Flags_ADroppedDelay(string statement) => Reports(Method(statement));

    [Theory]
    [InlineData("await call.Delay();")]
    [InlineData("var sending = call.Delay(); await sending;")]
    [InlineData("_ = call.Delay();")]
    [InlineData("await Task.WhenAll(call.Delay(), client.Delay(call));")]
    [InlineData("Func<Task> later = () => call.Delay();")]
    [InlineData("var sent = (await call.Delay()).Id;")]
    [InlineData("var later = call.In(TimeSpan.FromMinutes(5));")]
    public Task Accepts_ADelayWhoseTaskIsUsed(string statement) => StaysSilent(Method(statement));

    [Fact]
    public Task Accepts_AReturnedDelay() => StaysSilent("""
        class Orders
        {
            Task<TaskHandle<int>> Send(TaskCall<int> call) => call.Delay();
        }
        """);

    [Fact]
    public Task Accepts_SomebodyElsesDelay() => StaysSilent("""
        class Timer
        {
            public Task Delay() => Task.CompletedTask;

            void Start()
            {
                Delay();
                Task.Delay(5);
            }
        }
        """);

    [Fact]
    public Task Fixes_ByAwaiting() => Fixes(
        """
        class Orders
        {
            async Task Send(TaskCall<int> call, ITaskClient client)
            {
                // both
                [|call.Delay()|];
                if (call is not null)
                    [|client.Delay(call)|].ConfigureAwait(false);
            }
        }
        """,
        """
        class Orders
        {
            async Task Send(TaskCall<int> call, ITaskClient client)
            {
                // both
                await call.Delay();
                if (call is not null)
                    await client.Delay(call).ConfigureAwait(false);
            }
        }
        """);

    [Theory]
    [InlineData("void Send(TaskCall<int> call) { [|call.Delay()|]; }")]
    [InlineData("void Send(TaskCall<int> call) => [|call.Delay()|];")]
    [InlineData("async Task Send(TaskCall<int>? call) { await Task.Yield(); call?[|.Delay()|]; }")]
    [InlineData("async Task Send(TaskCall<int> call) { await Task.Yield(); lock (call) { [|call.Delay()|]; } }")]
    [InlineData("async Task Send(TaskCall<int> call) { await Task.Yield(); Action later = () => { [|call.Delay()|]; }; }")]
    [InlineData("async Task Send(List<TaskCall<int>> calls) { await Task.Yield(); calls.ForEach(one => [|one.Delay()|]); }")]
    [InlineData("unsafe void Send(TaskCall<int> call) { Func<Task> later = async () => { [|call.Delay()|]; }; }")]
    public Task Fixes_NothingWhereAwaitIsNotAllowed(string member) => HasNoFix($$"""
        class Orders
        {
            {{member}}
        }
        """);

    private static string Method(string statement) => $$"""
        class Orders
        {
            async Task Send(TaskCall<int> call, TaskCall<int>? maybe, ITaskClient client)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
