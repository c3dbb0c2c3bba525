using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4006TokenMustBePassedOnTests : RuleTests
{
    [Theory]
    [InlineData("await Task.[|Delay|](5);")]
    [InlineData("await [|Optional|](1);")]
    [InlineData("await [|Middle|](1);")]
    [InlineData("await [|Generic|](1);")]
    [InlineData("await reader.[|ReadLineAsync|]();")]
    [InlineData("await stream.[|FlushAsync|]();")]
    [InlineData("await foreach (var one in [|Stream|]()) { }")]
    [InlineData("await Task.WhenAll(ids.Select(id => [|Optional|](id)));")]
    [InlineData("Task Local() => Task.[|Delay|](5); await Local();")]
    [InlineData("await Parallel.ForEachAsync(ids, token, async (id, inner) => await [|Optional|](id));")]
    public Task Flags_ACallThatCouldTakeTheToken(string statement) => Reports(InTask("CancellationToken token", statement));

    [Theory]
    [InlineData("await Task.[|Delay|](5);")]
    [InlineData("await [|Optional|](1);")]
    public Task Flags_ACallThatCouldTakeTheTokenOfTheContext(string statement) => Reports(InTask("TaskContext context", statement));

    [Theory]
    [InlineData("await Task.Delay(5, token);")]
    [InlineData("await Task.Delay(5, CancellationToken.None);")]
    [InlineData("await Optional(1, default);")]
    [InlineData("await foreach (var one in Stream().WithCancellation(token)) { }")]
    [InlineData("using var linked = CancellationTokenSource.CreateLinkedTokenSource(token); await Task.Delay(5, linked.Token);")]
    public Task Accepts_ACallThatHasOne(string statement) => StaysSilent(InTask("CancellationToken token", statement));

    [Theory]
    [InlineData("await Plain(1);")]
    [InlineData("await Other(\"\");")]
    [InlineData("Blocking(1);")]
    [InlineData("await Task.WhenAll(Plain(1), Plain(2));")]
    [InlineData("await Old(1);")]
    public Task Accepts_ACallThatTakesNone(string statement) => StaysSilent(InTask("CancellationToken token", statement));

    [Theory]
    [InlineData("await Task.Run(() => Blocking(1));")]
    [InlineData("await call.Delay();")]
    [InlineData("try { await Plain(1); } finally { await Optional(1); }")]
    [InlineData("try { await Plain(1); } catch (IOException) { await Optional(1); throw; }")]
    [InlineData("await Task.WhenAll(ids.Select(static id => Optional(id)));")]
    public Task Accepts_ACallThatIsBetterWithout(string statement) => StaysSilent(InTask("CancellationToken token", statement));

    [Fact]
    public Task Accepts_AMethodThatIsNoTask() => StaysSilent(
        "class Loop { public async Task Run(CancellationToken stop) { await Task.Delay(5); } }");

    [Fact]
    public async Task Says_WhichToken() => Assert.Equal(
        "'Delay' takes a CancellationToken; pass 'context.CancellationToken' on, so that a timeout and a stop of the worker reach it",
        await Message(InTask("TaskContext context", "await Task.Delay(5);")));

    [Fact]
    public Task Fixes_ByPassingItOn() => Fixes(
        InTask("CancellationToken token", """
            await Task.[|Delay|](await [|Count|]());
                    await [|Middle|](1);
                    await [|Optional|](id: 1);
                    await Parallel.ForEachAsync(ids, token, async (id, inner) => await [|Optional|](id));
            """),
        InTask("CancellationToken token", """
            await Task.Delay(await Count(token), token);
                    await Middle(1, cancel: token);
                    await Optional(id: 1, cancellationToken: token);
                    await Parallel.ForEachAsync(ids, token, async (id, inner) => await Optional(id, inner));
            """));

    [Fact]
    public Task Fixes_ByPassingOnTheTokenOfTheContext() => Fixes(
        InTask("TaskContext context", "await Task.[|Delay|](5);"),
        InTask("TaskContext context", "await Task.Delay(5, context.CancellationToken);"));

    private static string InTask(string parameter, string statement) => $$"""
        using System.Runtime.CompilerServices;

        partial class Emails(StreamReader reader, Stream stream)
        {
            private static readonly int[] ids = [1, 2];

            private static Task Plain(int id) => Task.CompletedTask;
            private static Task Optional(int id, CancellationToken cancellationToken = default) => Task.CompletedTask;
            private static Task Middle(int id, string text = "", CancellationToken cancel = default) => Task.CompletedTask;
            private static Task<int> Count() => Task.FromResult(1);
            private static Task<int> Count(CancellationToken cancel) => Task.FromResult(1);
            private static Task Generic<T>(T id) => Task.CompletedTask;
            private static Task Generic<T>(T id, CancellationToken cancel) => Task.CompletedTask;
            private static Task Other(string text) => Task.CompletedTask;
            private static Task Other(object text, CancellationToken cancel) => Task.CompletedTask;
            private static Task Old(int id) => Task.CompletedTask;
            [Obsolete("gone")] private static Task Old(int id, CancellationToken cancel) => Task.CompletedTask;
            private static void Blocking(int id, CancellationToken cancel = default) { }
            private static async IAsyncEnumerable<int> Stream([EnumeratorCancellation] CancellationToken cancel = default) { await Task.Yield(); yield return 1; }

            [Task]
            public async Task Send(int userId, {{parameter}})
            {
                TaskCall<int> call = null!;
                {{statement}}
                await stream.DisposeAsync();
                reader.Dispose();
            }
        }
        """;
}
