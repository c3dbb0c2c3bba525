using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3006ResultMustBeKeptTests : RuleTests
{
    [Theory]
    [InlineData("await [|(await Emails.SendTask.Delay(1)).GetAsync()|];")]
    [InlineData("var handle = await Emails.SendTask.Delay(1); await [|handle.GetAsync()|];")]
    [InlineData("var handle = await Emails.SendTask.Call(1).WithPriority(3).Delay().ConfigureAwait(false); await [|handle.GetAsync()|];")]
    [InlineData("var handle = await client.Delay(Emails.SendTask.Call(1)); await [|handle.GetAsync()|];")]
    [InlineData("var handle = await Emails.CountTask.Delay(1); await [|handle.GetAsync()|];")]
    [InlineData("var handle = await Emails.ReadTask.Call(1).KeepResult(TimeSpan.Zero).Delay(); await [|handle.GetAsync()|];")]
    public Task Flags_AWaitForWhatIsNotKept(string body) => Reports(Source(body));

    [Theory]
    [InlineData("var handle = await Emails.ReadTask.Delay(1); await handle.GetAsync();")]
    [InlineData("var handle = await Emails.AnswerTask.Delay(1); await handle.GetAsync();")]
    [InlineData("var handle = await Emails.SendTask.Call(1).KeepResult(TimeSpan.FromHours(1)).Delay(); await handle.GetAsync();")]
    [InlineData("var handle = await Emails.SendTask.Call(1).KeepResult(keep).Delay(); await handle.GetAsync();")]
    [InlineData("var handle = await Emails.SendTask.Delay(1); var state = await handle.GetStateAsync();")]
    public Task Accepts_AWaitForWhatIsKept(string body) => StaysSilent(Source(body));

    [Theory]
    [InlineData("var handle = await Emails.SendTask.Delay(1); handle = other; await handle.GetAsync();")]
    [InlineData("await other.GetAsync();")]
    [InlineData("var call = Emails.SendTask.Call(1); if (keep > TimeSpan.Zero) call = call.KeepResult(keep); await (await call.Delay()).GetAsync();")]
    public Task Accepts_AHandleOfUnknownOrigin(string body) => StaysSilent(Source(body));

    private static string Source(string body) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send(int userId) { }
            [Task(KeepResult = "none")] public static int Count(int userId) => userId;
            [Task(KeepResult = "1h")] public static void Answer(int userId) { }
            [Task] public static int Read(int userId) => userId;
        }

        public static class Program
        {
            public static async Task Wait(ITaskClient client, TaskHandle<NoResult> other, TimeSpan keep)
            {
                {{body}}
            }
        }
        """;
}
