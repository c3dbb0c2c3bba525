using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4003FailureMustReachTheWorkerTests : RuleTests
{
    [Theory]
    [InlineData("try { await Work(); } [|catch|] { }")]
    [InlineData("try { await Work(); } [|catch (Exception)|] { }")]
    [InlineData("try { await Work(); } [|catch (Exception error)|] { log.LogError(error, \"failed\"); }")]
    [InlineData("try { await Work(); } [|catch (Exception error)|] { Console.WriteLine(error.Message); return; }")]
    [InlineData("try { await Work(); } [|catch (Exception error)|] { await Console.Error.WriteLineAsync(error.Message); }")]
    [InlineData("try { await Work(); } catch (OperationCanceledException) { throw; } [|catch (Exception)|] { }")]
    [InlineData("try { await Work(); } [|catch (Exception)|] { } finally { Use(1); }")]
    [InlineData("log.LogInformation(\"starts\"); var one = await Get(); if (one == 0) { return; } try { await Work(); } [|catch|] { } log.LogInformation(\"ends\");")]
    [InlineData("using (Scope()) { try { await Work(); } [|catch|] { } }")]
    public Task Flags_ACatchAllAroundAllThatTheTaskDoes(string statements) => Reports(InTask(statements));

    [Theory]
    [InlineData("try { await Work(); } catch (Exception error) { log.LogError(error, \"failed\"); throw; }")]
    [InlineData("try { await Work(); } catch (Exception error) { throw new InvalidOperationException(\"no\", error); }")]
    [InlineData("try { await Work(); } catch (Exception error) { throw context.Stop(\"of no use\", error); }")]
    [InlineData("try { await Work(); } catch (Exception) when (context.Attempt == 1) { throw context.Snooze(TimeSpan.FromMinutes(1)); }")]
    [InlineData("try { await Work(); } catch (Exception error) { if (context.Attempt < 3) { throw; } log.LogError(error, \"failed\"); }")]
    public Task Accepts_ACatchThatTellsTheWorker(string statements) => StaysSilent(InTask(statements));

    [Theory]
    [InlineData("try { await Work(); } catch (Exception error) when (error is IOException) { }")]
    [InlineData("try { await Work(); } catch (IOException) { }")]
    public Task Accepts_ACatchOfSomeFailures(string statements) => StaysSilent(InTask(statements));

    [Theory]
    [InlineData("try { await Work(); } catch (Exception error) { Report(error); }")]
    [InlineData("Exception? failure = null; try { await Work(); } catch (Exception error) { failure = error; }")]
    [InlineData("try { await Work(); } catch (Exception error) { log.LogError(error, \"failed\"); await Work(); }")]
    public Task Accepts_ACatchThatDealsWithTheFailure(string statements) => StaysSilent(InTask(statements));

    [Theory]
    [InlineData("foreach (var one in new[] { 1, 2 }) { try { await Work(); } catch (Exception error) { log.LogError(error, \"{One}\", one); } }")]
    [InlineData("await Work(); try { File.Delete(\"temp\"); } catch { }")]
    [InlineData("try { File.Delete(\"old\"); } catch { } await Work();")]
    [InlineData("try { await Work(); } finally { try { Use(1); } catch { } }")]
    [InlineData("if (userId > 0) { try { await Work(); } catch { } } else { await Work(); }")]
    [InlineData("Func<Task> step = async () => { try { await Work(); } catch { } }; await step();")]
    public Task Accepts_ACatchAroundOneStepOfMany(string statements) => StaysSilent(InTask(statements));

    [Fact]
    public Task Accepts_ACatchAllOutsideOfTasks() => StaysSilent("""
        class Program
        {
            static void Main()
            {
                try { Console.WriteLine(); } catch { }
            }
        }
        """);

    [Fact]
    public async Task Says_WhoseFailuresAreHidden() => Assert.Equal(
        "'Send' ends as if it had succeeded whatever fails, so that nothing is retried and nothing is buried; throw again after logging",
        await Message(InTask("try { await Work(); } catch { }")));

    [Fact]
    public Task Fixes_ByThrowingAgain() => Fixes(
        InTask("""
            try
                    {
                        await Work();
                    }
                    [|catch (Exception error)|]
                    {
                        // for the night shift
                        log.LogError(error, "failed");
                    }
            """),
        InTask("""
            try
                    {
                        await Work();
                    }
                    catch (Exception error)
                    {
                        // for the night shift
                        log.LogError(error, "failed");
                        throw;
                    }
            """));

    [Fact]
    public Task Fixes_AReturn_ByThrowingAgain() => Fixes(
        InTask("""
            try
                    {
                        await Work();
                    }
                    [|catch|]
                    {
                        return; // enough
                    }
            """),
        InTask("""
            try
                    {
                        await Work();
                    }
                    catch
                    {
                        throw; // enough
                    }
            """));

    private static string InTask(string statements) => $$"""
        using Microsoft.Extensions.Logging;

        partial class Emails(ILogger<Emails> log)
        {
            private static Task Work() => Task.CompletedTask;
            private static Task<int> Get() => Task.FromResult(1);
            private static IDisposable Scope() => new MemoryStream();
            private static void Report(Exception error) { }
            private static void Use(int id) { }

            [Task]
            public async Task Send(int userId, TaskContext context)
            {
                {{statements}}
            }
        }
        """;
}
