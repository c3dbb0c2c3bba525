using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4005TaskShouldTakeATokenTests : RuleTests
{
    [Theory]
    [InlineData("await Task.Delay(5); await File.WriteAllTextAsync(\"a\", \"b\");")]
    [InlineData("var text = await File.ReadAllTextAsync(\"a\"); Use(text);")]
    [InlineData("foreach (var one in new[] { 1, 2 }) { await Other(); }")]
    [InlineData("while (userId > 0) { await Other(); }")]
    [InlineData("await foreach (var one in Stream()) { Use(one); }")]
    public Task Flags_ATaskThatAwaitsForAWhile(string statements) => Reports($$"""
        partial class Emails
        {
            {{Others}}

            [Task]
            public static async Task [|Send|](int userId)
            {
                {{statements}}
            }
        }
        """);

    [Fact]
    public Task Flags_ATimeoutThatCanEndNothing() => Reports("""
        partial class Emails
        {
            [Task(Timeout = "30s")]
            public static Task [|Send|](int userId) => Task.Delay(userId);
        }
        """);

    [Theory]
    [InlineData("public static Task Send(int userId) => Task.Delay(userId);")]
    [InlineData("public static async Task Send(int userId) { await Task.Delay(userId); }")]
    [InlineData("public static async Task Send(int userId) { await Other(); await Other(); }")]
    [InlineData("public static void Send(int userId) { foreach (var one in new[] { 1, 2 }) { Use(\"\"); } }")]
    public Task Accepts_ATaskThatIsSoonDone(string method) => StaysSilent($$"""
        partial class Emails
        {
            {{Others}}

            [Task]
            {{method}}
        }
        """);

    [Theory]
    [InlineData("CancellationToken token", "token")]
    [InlineData("TaskContext context", "context.CancellationToken")]
    public Task Accepts_ATaskThatTakesOne(string parameter, string token) => StaysSilent($$"""
        partial class Emails
        {
            [Task]
            public static async Task Send(int userId, {{parameter}})
            {
                await Task.Delay(5, {{token}});
                await Task.Delay(5, {{token}});
            }
        }
        """);

    [Theory]
    [InlineData("abstract class Base { public abstract Task Write(int id); }", "override")]
    [InlineData("interface Base { Task Write(int id); }", "")]
    public Task Accepts_AMethodWhoseParametersAreGiven(string given, string modifier) => StaysSilent($$"""
        {{given}}

        sealed partial class Reports : Base
        {
            [Task]
            public {{modifier}} async Task Write(int id)
            {
                await Task.Delay(id);
                await Task.Delay(id);
            }
        }
        """);

    [Fact]
    public Task Accepts_AMethodThatIsNoTask() => StaysSilent("""
        partial class Emails
        {
            public static async Task Send(int userId)
            {
                await Task.Delay(5);
                await Task.Delay(5);
            }
        }
        """);

    [Fact]
    public Task Accepts_SendsInARow() => StaysSilent($$"""
        partial class Emails
        {
            [Task]
            public static async Task Send(int userId, bool again)
            {
                TaskCall<int> call = null!;
                await call.Delay();
                await call.Delay();
            }
        }
        """);

    [Fact]
    public async Task Says_WhichTask() => Assert.Equal(
        "'Send' cannot be told to stop; take a CancellationToken, which the worker supplies, and pass it on",
        await Message("""
            partial class Emails
            {
                [Task]
                public static async Task Send(int userId)
                {
                    await Task.Delay(5);
                    await Task.Delay(5);
                }
            }
            """));

    [Fact]
    public Task Fixes_ByTakingOneAndPassingItOn() => Fixes(
        """
        partial class Emails
        {
            [Task]
            public static async Task [|Send|](int userId, string locale = "en")
            {
                await Task.Delay(5);
                await File.WriteAllTextAsync("a", await File.ReadAllTextAsync(path: "b"));
                await Task.WhenAll(new[] { 1, 2 }.Select(async one => await Task.Delay(one)));
            }

            [Task]
            public static async Task [|Ping|]()
            {
                await Task.Delay(5);
                await Task.Delay(5);
            }
        }
        """,
        """
        partial class Emails
        {
            [Task]
            public static async Task Send(int userId, string locale = "en", CancellationToken cancellationToken = default)
            {
                await Task.Delay(5, cancellationToken);
                await File.WriteAllTextAsync("a", await File.ReadAllTextAsync(path: "b", cancellationToken: cancellationToken), cancellationToken);
                await Task.WhenAll(new[] { 1, 2 }.Select(async one => await Task.Delay(one, cancellationToken)));
            }

            [Task]
            public static async Task Ping(CancellationToken cancellationToken = default)
            {
                await Task.Delay(5, cancellationToken);
                await Task.Delay(5, cancellationToken);
            }
        }
        """);

    [Theory]
    [InlineData("public static async Task [|Send|](params int[] ids)", "")]
    [InlineData("public virtual async Task [|Send|](int id)", "")]
    [InlineData("public static async Task [|Send|](int id)", "var cancellationToken = 5;")]
    public Task Fixes_NothingWhereTheParametersAreFixed(string method, string statement) => HasNoFix($$"""
        partial class Emails
        {
            [Task]
            {{method}}
            {
                {{statement}}
                await Task.Delay(5);
                await Task.Delay(5);
            }
        }
        """);

    [Fact]
    public Task Fixes_NothingWhereTheOverloadIsThere() => HasNoFix("""
        partial class Emails
        {
            [Task]
            public static async Task [|Send|](int userId)
            {
                await Task.Delay(5);
                await Send(userId, default);
            }

            public static Task Send(int id, CancellationToken cancel) => Task.Delay(id, cancel);
        }
        """);

    private const string Others = """
        private static async IAsyncEnumerable<string> Stream() { await Task.Yield(); yield return ""; }
        private static Task Other() => Task.CompletedTask;
        private static void Use(string text) { }
        """;
}
