using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4002WorkMustEndWithTheTaskTests : RuleTests
{
    [Theory]
    [InlineData("Task.[|Run|](() => Use(1));")]
    [InlineData("_ = Task.[|Run|](() => Use(1));")]
    [InlineData("[|Write|]();")]
    [InlineData("_ = [|Write|]().ConfigureAwait(false);")]
    [InlineData("[|Fast|]();")]
    [InlineData("maybe?.[|Flush|]();")]
    [InlineData("Write().[|ContinueWith|](done => Use(1));")]
    [InlineData("ids.ForEach(id => [|Write|]());")]
    [InlineData("void Local() { [|Write|](); }")]
    [InlineData("[|Forget|]();")]
    public Task Flags_ATaskThatNobodyAwaits(string statement) => Reports(InTask(statement));

    [Theory]
    [InlineData("ids.ForEach([|async|] id => await Write());")]
    [InlineData("Action later = [|async|] () => { await Write(); }; later();")]
    [InlineData("async void [|Local|]() { await Write(); }")]
    public Task Flags_AFunctionThatNobodyCanAwait(string statement) => Reports(InTask(statement));

    [Theory]
    [InlineData("await Write();")]
    [InlineData("var writing = Write(); await writing;")]
    [InlineData("await Task.WhenAll(ids.Select(async id => await Write()));")]
    [InlineData("var writing = Write(); _ = writing.ContinueWith(done => Use(1)); await writing;")]
    [InlineData("Func<Task> later = async () => await Write(); await later();")]
    [InlineData("async Task Local() { await Write(); } await Local();")]
    [InlineData("writings.Add(Write()); await Task.WhenAll(writings);")]
    public Task Accepts_WorkThatIsAwaited(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("using var cts = new CancellationTokenSource(); using var _ = cts.Token.Register(() => Write());")]
    [InlineData("using var cts = new CancellationTokenSource(); _ = cts.CancelAsync();")]
    [InlineData("Console.CancelKeyPress += async (_, _) => await Write();")]
    [InlineData("_ = call.Delay();")]
    [InlineData("_ = userId;")]
    public Task Accepts_WhatIsNoWorkOfTheTask(string statement) => StaysSilent(InTask(statement));

    [Fact]
    public Task Accepts_FireAndForgetOutsideOfTasks() => StaysSilent("""
        class Program
        {
            static void Main()
            {
                _ = Task.Run(() => { });
            }
        }
        """);

    [Fact]
    public async Task Says_WhatToDo() => Assert.Equal(
        "'Run' goes on when the task has ended and its lease is gone; await it",
        await Message(InTask("_ = Task.Run(() => Use(1));")));

    [Fact]
    public Task Fixes_ByAwaiting() => Fixes(
        InTask("""
            // all
                    _ = Task.[|Run|](() => Use(1));
                    [|Write|]().ConfigureAwait(false);
                    [|Fast|]();
            """),
        InTask("""
            // all
                    await Task.Run(() => Use(1));
                    await Write().ConfigureAwait(false);
                    await Fast();
            """));

    [Fact]
    public Task Fixes_ATaskThatReturnsNothing_ByMakingItAsync() => Fixes(
        """
        partial class Emails
        {
            [Task]
            public void Send(int userId) => Task.[|Run|](() => { });
        }
        """,
        """
        partial class Emails
        {
            [Task]
            public async Task Send(int userId) => await Task.Run(() => { });
        }
        """);

    [Theory]
    [InlineData("maybe?.[|Flush|]();")]
    [InlineData("[|Forget|]();")]
    [InlineData("ids.ForEach(id => [|Write|]());")]
    [InlineData("ids.ForEach([|async|] id => await Write());")]
    public Task Fixes_NothingThatAwaitCannotDo(string statement) => HasNoFix(InTask(statement));

    private static string InTask(string statement) => $$"""
        partial class Emails
        {
            private static readonly List<int> ids = [];
            private static Emails? maybe;

            private Task Flush() => Task.CompletedTask;
            private static Task Write() => Task.CompletedTask;
            private static ValueTask Fast() => default;
            private static async void Forget() => await Write();
            private static void Use(int id) { }

            [Task]
            public static async Task Send(int userId)
            {
                var writings = new List<Task>();
                TaskCall<int> call = null!;
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
