using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2009DateShouldSayItsOffsetTests : RuleTests
{
    [Theory]
    [InlineData("DateTime [|day|]")]
    [InlineData("DateTime? [|day|] = null")]
    public Task Flags_ADateTime(string parameter) => Reports(Task(parameter));

    [Theory]
    [InlineData("DateTimeOffset day")]
    [InlineData("DateOnly day")]
    [InlineData("TimeSpan day")]
    [InlineData("[FromServices] DateTime day")]
    public Task Accepts_OtherTypes(string parameter) => StaysSilent(Task(parameter));

    [Fact]
    public Task Accepts_AMethodThatIsNoTask() => StaysSilent("""
        public static class Reports
        {
            public static void Write(DateTime day) { }
        }
        """);

    [Fact]
    public Task Fixes_ByDateTimeOffset() => Fixes(
        """
        public static partial class Reports
        {
            [Task] public static int Write(int id, DateTime [|day|], DateTime? [|until|] = null) => day.AddDays(1).Year - (until ?? day).Year;
        }
        """,
        """
        public static partial class Reports
        {
            [Task] public static int Write(int id, DateTimeOffset day, DateTimeOffset? until = null) => day.AddDays(1).Year - (until ?? day).Year;
        }
        """);

    [Fact]
    public Task Fixes_NothingWhereTheMethodNeedsADateTime() => HasNoFix("""
        public static partial class Reports
        {
            [Task] public static void Write(DateTime [|day|]) => Print(day);

            private static void Print(DateTime day) => Console.WriteLine(day);
        }
        """);

    private static string Task(string parameter) => $$"""
        public static partial class Reports
        {
            [Task] public static void Write(int reportId, {{parameter}}) { }
        }
        """;
}
