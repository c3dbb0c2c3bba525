using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4011TaskMustNotDelayItselfTests : RuleTests
{
    [Theory]
    [InlineData("await SendTask.[|Delay|](userId + 1);")]
    [InlineData("await Emails.SendTask.[|Delay|](userId + 1).ConfigureAwait(false);")]
    [InlineData("await SendTask.Call(userId).OnQueue(\"low\").[|Delay|]();")]
    [InlineData("await client.[|Delay|](SendTask.Call(userId));")]
    [InlineData("var handle = await SendTask.[|Delay|](userId);")]
    [InlineData("await Task.Yield(); try { await SendTask.[|Delay|](userId); } finally { Use(1); }")]
    public Task Flags_ATaskWhoseEveryRunSendsTheNext(string statement) => Reports(InTask(statement));

    [Theory]
    [InlineData("if (userId > 0) { await SendTask.Delay(userId - 1); }")]
    [InlineData("if (userId == 0) { return; } await SendTask.Delay(userId - 1);")]
    [InlineData("if (userId == 0) { throw new IOException(); } await SendTask.Delay(userId - 1);")]
    [InlineData("switch (userId) { case 1: await SendTask.Delay(2); break; }")]
    [InlineData("try { Use(1); } catch (IOException) { await SendTask.Delay(userId); }")]
    [InlineData("var handle = userId > 0 ? await SendTask.Delay(userId) : null;")]
    public Task Accepts_ASendOnACondition(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("await SendTask.Call(userId).In(TimeSpan.FromMinutes(5)).Delay();")]
    [InlineData("await SendTask.Call(userId).At(DateTimeOffset.UnixEpoch.AddYears(100)).OnQueue(\"low\").Delay();")]
    [InlineData("await client.Delay(SendTask.Call(userId).In(TimeSpan.FromMinutes(5)));")]
    [InlineData("await Task.Delay(5, token); await SendTask.Delay(userId);")]
    public Task Accepts_ASendAfterAPause(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("await OtherTask.Delay(userId);")]
    [InlineData("await SendTask.DelayMany(new[] { new SendArgs(1) }.Where(one => one.UserId > 1));")]
    public Task Accepts_ASendOfSomethingElse(string statement) => StaysSilent(InTask(statement));

    [Fact]
    public async Task Says_WhatToDo() => Assert.Equal(
        "Each run of 'Send' sends the next one at once, for ever; send it on a condition, or later with In(...)",
        await Message(InTask("await SendTask.Delay(userId);")));

    private static string InTask(string statement) => $$"""
        partial class Emails(ITaskClient client)
        {
            private static void Use(int id) { }

            [Task]
            public async Task Send(int userId, CancellationToken token)
            {
                {{statement}}
                Use(client.GetHashCode());
            }

            [Task]
            public static void Other(int userId) { }
        }
        """;
}
