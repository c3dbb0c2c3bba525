using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4004CancellationMustReachTheWorkerTests : RuleTests
{
    private const string Linked = "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop); linked.CancelAfter(1000);";
    private const string Own = "using var own = new CancellationTokenSource(1000);";

    [Theory]
    [InlineData("try { await Work(stop); } [|catch (OperationCanceledException)|] { }")]
    [InlineData("try { await Work(stop); } [|catch (TaskCanceledException)|] { Console.WriteLine(\"late\"); }")]
    [InlineData("try { stop.ThrowIfCancellationRequested(); await Work(default); } [|catch (OperationCanceledException)|] { return; }")]
    [InlineData("while (userId > 0) { try { await Work(stop); } [|catch (OperationCanceledException)|] { break; } }")]
    [InlineData(Linked + "try { await Work(linked.Token); } [|catch (OperationCanceledException)|] { }")]
    [InlineData("var token = stop; try { await Work(token); } [|catch (OperationCanceledException)|] { }")]
    public Task Flags_ACatchThatTakesTheWorkersCancellation(string statements) => Reports(InTask(statements));

    [Fact]
    public Task Flags_TheTokenOfTheContext() => Reports("""
        partial class Emails
        {
            [Task]
            public static async Task Send(int userId, TaskContext context)
            {
                try
                {
                    await Task.Delay(userId, context.CancellationToken);
                }
                [|catch (OperationCanceledException)|]
                {
                }
            }
        }
        """);

    [Theory]
    [InlineData(Linked + "try { await Work(linked.Token); } catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }")]
    [InlineData(Linked + "try { await Work(linked.Token); } catch (OperationCanceledException) { if (stop.IsCancellationRequested) { throw; } }")]
    [InlineData(Own + "try { await Work(own.Token); } catch (OperationCanceledException) { }")]
    [InlineData("try { await Work(CancellationToken.None); } catch (OperationCanceledException) { }")]
    public Task Accepts_ACancellationThatIsNotTheWorkers(string statements) => StaysSilent(InTask(statements));

    [Theory]
    [InlineData("try { await Work(stop); } catch (OperationCanceledException) { Console.WriteLine(\"stopped\"); throw; }")]
    [InlineData("try { await Work(stop); } catch (OperationCanceledException error) { throw new TimeoutException(\"late\", error); }")]
    [InlineData("try { await Work(stop); } catch (OperationCanceledException) { } stop.ThrowIfCancellationRequested();")]
    [InlineData("try { await Work(stop); } catch (OperationCanceledException) { await rest.Delay(); }")]
    [InlineData("try { await Work(stop); } catch (IOException) { }")]
    public Task Accepts_ACatchAfterWhichTheWorkerLearnsOfIt(string statements) => StaysSilent(InTask(statements));

    [Fact]
    public Task Accepts_ATaskThatTakesNoToken() => StaysSilent("""
        partial class Emails
        {
            [Task]
            public static async Task Send(int userId)
            {
                try { await Task.Yield(); } catch (OperationCanceledException) { }
            }
        }
        """);

    [Fact]
    public Task Accepts_ACatchOutsideOfTasks() => StaysSilent("""
        class Loop
        {
            async Task Run(CancellationToken stop)
            {
                try { await Task.Delay(5, stop); } catch (OperationCanceledException) { }
            }
        }
        """);

    [Fact]
    public async Task Says_WhichTokenToAsk() => Assert.Equal(
        "'Send' counts as complete when its worker stops, because the cancellation is caught here; catch it only when 'stop' is not cancelled",
        await Message(InTask("try { await Work(stop); } catch (OperationCanceledException) { }")));

    [Fact]
    public Task Fixes_ByAskingWhoseCancellationItIs() => Fixes(
        InTask("""
            try
                    {
                        await Work(stop);
                    }
                    [|catch (TaskCanceledException)|]
                    {
                        Console.WriteLine("the call took too long");
                    }

                    try { await Work(stop); } [|catch (OperationCanceledException late)|] { Console.WriteLine(late); }
            """),
        InTask("""
            try
                    {
                        await Work(stop);
                    }
                    catch (TaskCanceledException) when (!stop.IsCancellationRequested)
                    {
                        Console.WriteLine("the call took too long");
                    }

                    try { await Work(stop); } catch (OperationCanceledException late) when (!stop.IsCancellationRequested) { Console.WriteLine(late); }
            """));

    private static string InTask(string statements) => $$"""
        partial class Emails
        {
            private static Task Work(CancellationToken token) => Task.CompletedTask;

            [Task]
            public static async Task Send(int userId, CancellationToken stop)
            {
                TaskCall<int> rest = null!;
                {{statements}}
            }
        }
        """;
}
