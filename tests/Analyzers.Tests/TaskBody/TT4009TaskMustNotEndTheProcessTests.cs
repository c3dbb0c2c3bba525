using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4009TaskMustNotEndTheProcessTests : RuleTests
{
    [Theory]
    [InlineData("Environment.[|Exit|](1);")]
    [InlineData("Environment.[|FailFast|](\"broken\");")]
    [InlineData("Process.GetCurrentProcess().[|Kill|]();")]
    [InlineData("Action end = () => Environment.[|Exit|](1);")]
    public Task Flags_TheEndOfTheProcess(string statement) => Reports(InTask(statement));

    [Theory]
    [InlineData("Process.GetProcessById(userId).Kill();")]
    [InlineData("using var tool = Process.Start(\"convert\"); tool.Kill(entireProcessTree: true);")]
    public Task Accepts_TheEndOfAnotherProcess(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("Environment.ExitCode = 1;")]
    [InlineData("new Game().Exit(1);")]
    public Task Accepts_WhatEndsNothing(string statement) => StaysSilent(InTask(statement));

    [Fact]
    public Task Accepts_TheEndOfAProgramOutsideOfTasks() => StaysSilent("class Program { static void Main() => Environment.Exit(1); }");

    [Fact]
    public async Task Says_WhatToDo() => Assert.Equal(
        "'Environment.Exit' takes the worker and all tasks beside this one down; throw an exception, or context.Stop(...) where a retry is of no use",
        await Message(InTask("Environment.Exit(1);")));

    private static string InTask(string statement) => $$"""
        using System.Diagnostics;

        partial class Emails
        {
            [Task]
            public static void Send(int userId)
            {
                {{statement}}
            }

            private sealed class Game
            {
                public void Exit(int code) { }
            }
        }
        """;
}
