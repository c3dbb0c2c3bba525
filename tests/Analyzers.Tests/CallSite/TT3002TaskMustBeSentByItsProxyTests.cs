using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3002TaskMustBeSentByItsProxyTests : RuleTests
{
    [Theory]
    [InlineData("[|emails.SendWelcome(42, default)|];")]
    [InlineData("_ = [|emails.SendWelcome(42, default)|];")]
    [InlineData("[|emails.SendWelcome(42, default)|].ConfigureAwait(false);")]
    [InlineData("[|Emails.Count(42)|];")]
    [InlineData("_ = Task.Run(() => [|Emails.Purge()|]);")]
    [InlineData("Task.Run([|Emails.Purge|]);")]
    [InlineData("_ = Task.Run(async () => await [|emails.SendWelcome(42, default)|]);")]
    [InlineData("Task.Factory.StartNew(() => [|Emails.Purge()|]);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => [|Emails.Purge()|]);")]
    public Task Flags_ATaskThatIsStartedAndLeftAlone(string statement) => Reports(Method(statement));

    [Theory]
    [InlineData("await emails.SendWelcome(42, default);")]
    [InlineData("var sending = emails.SendWelcome(42, default); await sending;")]
    [InlineData("await Task.WhenAll(emails.SendWelcome(1, default), emails.SendWelcome(2, default));")]
    [InlineData("await Task.Run(() => Emails.Purge());")]
    [InlineData("Emails.Purge();")]
    [InlineData("var total = await Emails.Count(42);")]
    [InlineData("_ = Task.Run(() => { Console.WriteLine(); Emails.Purge(); });")]
    [InlineData("_ = Emails.Helper();")]
    public Task Accepts_ACallWhoseEndIsWaitedFor(string statement) => StaysSilent(Method(statement));

    [Fact]
    public Task Accepts_AHostThatCallsItsOwn() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static Task SendWelcome(int userId) => Task.CompletedTask;

            public static void SendAll() => _ = SendWelcome(42);

            public sealed class Nested
            {
                public void Send() => _ = SendWelcome(42);
            }
        }
        """);

    [Fact]
    public Task Accepts_ATestProject() => StaysSilent(
        Method("var running = 0; _ = emails.SendWelcome(42, default);"),
        "namespace Xunit { public static class Assert; }");

    [Fact]
    public Task Fixes_ByDelaying() => Fixes(
        Method("""
            // first
            _ = [|emails.SendWelcome(42, CancellationToken.None)|]; // now
            [|emails.SendWelcome(cancel: default, userId: 43)|];
            [|Emails.Count( 1,  2 )|];
            _ = Task.Run(() => [|Emails.Purge()|]);
            ThreadPool.QueueUserWorkItem(_ => [|Emails.Purge()|]);
            """),
        Method("""
            // first
            await Emails.SendWelcomeTask.Delay(42); // now
            await Emails.SendWelcomeTask.Delay(userId: 43);
            await Emails.CountTask.Delay( 1,  2 );
            await Emails.PurgeTask.Delay();
            await Emails.PurgeTask.Delay();
            """));

    [Theory]
    [InlineData("Task.Run([|Emails.Purge|]);")]
    [InlineData("Action later = () => { _ = [|Emails.Count(1)|]; };")]
    [InlineData("new List<int>().ForEach(one => [|Emails.Count(one)|]);")]
    [InlineData("new List<int>().ForEach(one => Task.Run(() => [|Emails.Purge()|]));")]
    [InlineData("static void Run(Action later) => later(); Run(() => [|Emails.Count(1)|]);")]
    [InlineData("lock (emails) { _ = [|Emails.Count(1)|]; }")]
    public Task Fixes_NothingWhereItDoesNotKnowHow(string statement) => HasNoFix(Method(statement));

    private static string Method(string statement) => $$"""
        public sealed partial class Emails
        {
            [Task] public Task SendWelcome(int userId, CancellationToken cancel) => Task.CompletedTask;
            [Task] public static Task<int> Count(params int[] userIds) => Task.FromResult(userIds.Length);
            [Task] public static void Purge() { }
            public static Task Helper() => Task.CompletedTask;
        }

        public sealed class Signup
        {
            public async Task Welcome(Emails emails)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
