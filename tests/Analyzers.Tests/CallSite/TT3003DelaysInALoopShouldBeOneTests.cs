using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3003DelaysInALoopShouldBeOneTests : RuleTests
{
    [Theory]
    [InlineData("foreach (var user in users) await [|Emails.SendTask.Delay(user.Id)|];")]
    [InlineData("foreach (var user in users) { await [|Emails.SendTask.Delay(user.Id, \"fr\", cancel)|].ConfigureAwait(false); }")]
    [InlineData("foreach (var user in users) { await [|client.Delay(Emails.SendTask.Call(user.Id).WithPriority(user.Rank))|]; }")]
    [InlineData("foreach (var user in users) { await [|Emails.SendTask.Call(user.Id).In(TimeSpan.FromHours(1)).Delay()|]; }")]
    [InlineData("foreach (int id in new[] { 1, 2 }) { await [|Emails.SendTask.Delay(id)|]; }")]
    public Task Flags_ALoopThatOnlyDelays(string loop) => Reports(Method(loop));

    [Theory]
    [InlineData("foreach (var user in users) { await Emails.SendTask.Delay(user.Id); Console.WriteLine(user.Id); }")]
    [InlineData("foreach (var user in users) { if (user.Rank > 3) await Emails.SendTask.Delay(user.Id); }")]
    [InlineData("foreach (var user in users) { ids.Add((await Emails.SendTask.Delay(user.Id)).Id); }")]
    [InlineData("foreach (var user in users) { var handle = await Emails.SendTask.Delay(user.Id); }")]
    [InlineData("foreach (var user in users) { await Emails.SendTask.Delay(await Find(user)); }")]
    [InlineData("foreach (var user in users) { await Find(user); }")]
    [InlineData("foreach (long id in new[] { 1, 2 }) { await Emails.SendTask.Delay((int)id); }")]
    [InlineData("for (var i = 0; i < 3; i++) await Emails.SendTask.Delay(i);")]
    [InlineData("await foreach (var user in stream) await Emails.SendTask.Delay(user.Id);")]
    [InlineData("foreach (var one in clients) await one.Delay(Emails.SendTask.Call(1));")]
    [InlineData("await Emails.SendTask.DelayMany(users.Select(user => new Emails.SendArgs(user.Id)));")]
    public Task Accepts_ALoopThatIsMoreThanThat(string loop) => StaysSilent(Method(loop));

    [Fact]
    public Task Fixes_ByDelayMany() => Fixes(
        Method("""
            // all of them
            foreach (var user in users)
            {
                await [|Emails.SendTask.Delay(user.Id, locale: "fr", cancellationToken: cancel)|].ConfigureAwait(false);
            } // done
            foreach (var user in users)
                await [|client.Delay(Emails.SendTask.Call(user.Id).WithPriority(user.Rank), cancel)|];
            foreach (var user in users ?? []) await [|Emails.SendTask.Call(user.Id).In(TimeSpan.FromHours(1)).Delay()|];
            foreach (var call in calls) await [|client.Delay(call)|];
            """),
        Method("""
            // all of them
            await Emails.SendTask.DelayMany(users.Select(user => new Emails.SendArgs(user.Id, Locale: "fr")), cancel).ConfigureAwait(false); // done
            await client.DelayMany(users.Select(user => Emails.SendTask.Call(user.Id).WithPriority(user.Rank)), cancel);
            await TaskClient.Current.DelayMany((users ?? []).Select(user => Emails.SendTask.Call(user.Id).In(TimeSpan.FromHours(1))));
            await client.DelayMany(calls);
            """));

    [Fact]
    public Task Fixes_NothingWhereACommentWouldBeLost() => HasNoFix(Method("""
        foreach (var user in users)
        {
            // one by one, because the old broker wants it
            await [|Emails.SendTask.Delay(user.Id)|];
        }
        """));

    private static string Method(string loop) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send(int userId, string locale = "en") { }
        }

        public sealed record User(int Id, int Rank);

        public static class Signup
        {
            public static async Task Welcome(
                List<User> users, IAsyncEnumerable<User> stream, List<ITaskClient> clients, IEnumerable<TaskCall<NoResult>> calls, List<TaskId> ids, ITaskClient client, CancellationToken cancel)
            {
                await Task.Yield();
                {{loop}}
            }

            private static Task<int> Find(User user) => Task.FromResult(user.Id);
        }
        """;
}
