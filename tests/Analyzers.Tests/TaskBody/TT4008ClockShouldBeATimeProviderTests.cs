using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4008ClockShouldBeATimeProviderTests : RuleTests
{
    [Theory]
    [InlineData("var now = [|DateTime.UtcNow|];")]
    [InlineData("var now = [|DateTime.Now|];")]
    [InlineData("var now = [|DateTime.Today|].AddDays(1);")]
    [InlineData("var now = [|DateTimeOffset.UtcNow|];")]
    [InlineData("var now = [|System.DateTimeOffset.Now|];")]
    [InlineData("Func<DateTime> later = () => [|DateTime.UtcNow|];")]
    public Task Flags_TheMachinesClock(string statement) => Reports(Static(statement));

    [Theory]
    [InlineData("var now = TimeProvider.System.GetUtcNow();")]
    [InlineData("var name = nameof(DateTime.UtcNow);")]
    [InlineData("var start = DateTime.UnixEpoch;")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew();")]
    [InlineData("var now = new Calendar().UtcNow;")]
    public Task Accepts_WhatReadsNoClock(string statement) => StaysSilent(Static(statement));

    [Fact]
    public Task Accepts_TheClockOutsideOfTasks() => StaysSilent("class Program { static void Main() => Console.WriteLine(DateTime.UtcNow); }");

    [Fact]
    public Task Fixes_WithTheTimeProviderOfTheClass() => Fixes(
        Hosted("""
            var date = [|DateTime.UtcNow|].AddDays(1);
                    var local = [|DateTime.Now|];
                    var today = [|DateTime.Today|];
                    var offset = [|DateTimeOffset.UtcNow|];
                    var here = [|DateTimeOffset.Now|];
            """),
        Hosted("""
            var date = clock.GetUtcNow().UtcDateTime.AddDays(1);
                    var local = clock.GetLocalNow().LocalDateTime;
                    var today = clock.GetLocalNow().LocalDateTime.Date;
                    var offset = clock.GetUtcNow();
                    var here = clock.GetLocalNow();
            """));

    [Fact]
    public Task Fixes_WithAParameterOfTheTask() => Fixes(
        """
        partial class Emails
        {
            [Task]
            public static void Send(int userId, [FromServices] TimeProvider time) => Console.WriteLine([|DateTimeOffset.UtcNow|]);
        }
        """,
        """
        partial class Emails
        {
            [Task]
            public static void Send(int userId, [FromServices] TimeProvider time) => Console.WriteLine(time.GetUtcNow());
        }
        """);

    [Fact]
    public Task Fixes_NothingWhereThereIsNone() => HasNoFix(Static("var now = [|DateTime.UtcNow|];"));

    [Fact]
    public Task Fixes_NothingInAStaticTask_WhereOnlyAnInstanceHasOne() => HasNoFix("""
        partial class Emails(TimeProvider clock)
        {
            public DateTimeOffset Now => clock.GetUtcNow();

            [Task]
            public static void Send(int userId) => Console.WriteLine([|DateTime.UtcNow|]);
        }
        """);

    private static string Static(string statement) => $$"""
        partial class Emails
        {
            [Task]
            public static void Send(int userId)
            {
                {{statement}}
            }

            private sealed class Calendar
            {
                public DateTime UtcNow => default;
            }
        }
        """;

    private static string Hosted(string statement) => $$"""
        partial class Emails(TimeProvider clock)
        {
            [Task]
            public void Send(int userId)
            {
                {{statement}}
                Console.WriteLine(clock);
            }
        }
        """;
}
