using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1002QueueNameMustBeValidTests : RuleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("high priority")]
    [InlineData("high:1")]
    [InlineData("{tt}")]
    [InlineData("größe")]
    [InlineData("a|b")]
    public Task Flags_ANameThatCouldReachAnotherKey(string queue) => Reports(Task($"[|Queue = \"{queue}\"|]"));

    [Fact]
    public Task Flags_ANameThatIsTooLong() => Reports(Task($"[|Queue = \"{new string('q', 129)}\"|]"));

    [Theory]
    [InlineData("Queue = \"high\"")]
    [InlineData("Queue = \"eu-west_1.mail\"")]
    [InlineData("Queue = \"0\"")]
    [InlineData("Queue = null")]
    public Task Accepts_NamesInTheGrammar(string option) => StaysSilent(Task(option));

    [Fact]
    public Task Accepts_TheLongestName() => StaysSilent(Task($"Queue = \"{new string('q', 128)}\""));

    [Fact]
    public Task Fixes_ByHyphens() => Fixes(
        """
        public static partial class Emails
        {
            [Task([|Queue = "high  priority!"|])] public static void Send(int userId) { }
            [Task(Retries = 5, [|Queue = "groß"|])] public static void Read(int userId) { }
        }
        """,
        """
        public static partial class Emails
        {
            [Task(Queue = "high-priority")] public static void Send(int userId) { }
            [Task(Retries = 5, Queue = "gro")] public static void Read(int userId) { }
        }
        """);

    [Fact]
    public Task Fixes_NothingWhereNothingRemains() => HasNoFix("""
        public static partial class Emails
        {
            [Task([|Queue = "  "|])] public static void Send(int userId) { }
        }
        """);

    private static string Task(string option) => $$"""
        public static partial class Emails
        {
            [Task({{option}})] public static void Send(int userId) { }
        }
        """;
}
