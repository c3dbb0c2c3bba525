namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5013ContractEntryMustBeCurrentTests : ContractRuleTests
{
    private const string One = "contract 1\n\ntask Emails.Send v1\n  0 userId int\n";

    [Theory]
    [InlineData("int customerId", "Task")]
    [InlineData("long userId", "Task")]
    [InlineData("int userId = 5", "Task")]
    [InlineData("int userId", "Task(Version = 2)")]
    [InlineData("int userId", "Task, TaskAlias(\"Mails.Send\")")]
    public Task Flags_ACompatibleChangeOfATask(string parameters, string attributes) =>
        Reports(One, Send(parameters, attributes).Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Fact]
    public Task Flags_ACompatibleChangeOfAType() => Reports(
        "contract 1\ntask Emails.Send v1\n  0 tone Tone\nenum Tone int\n  Kind = 0", Send("Tone tone") + "\npublic enum [|Tone|] { Kind, Cold }");

    [Fact]
    public Task Flags_ATypeOfAnotherAssemblyAtTheTask() => Reports(
        "contract 1\ntask Emails.Send v1\n  0 day System.DayOfWeek\nenum System.DayOfWeek int\n  Sunday = 0",
        Send("DayOfWeek day").Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Fact]
    public Task Flags_ATypeThatHasNoEntry() => Reports(
        "contract 1\ntask Emails.Send v1\n  0 tone Tone", Send("Tone tone").Replace(" Send(", " [|Send|](", StringComparison.Ordinal) + "\npublic enum Tone { Kind, Cold }");

    [Fact]
    public Task Accepts_WhatIsWrittenDown() => StaysSilent(One, Send("int userId"));

    [Theory]
    [InlineData("Task(Queue = \"high\", Retries = 5)")]
    [InlineData("Task(Proxy = \"SendLater\")")]
    public Task Accepts_OptionsThatDoNotTravel(string attributes) => StaysSilent(One, Send("int userId", attributes));

    [Fact]
    public Task Accepts_ATypeThatNothingNamesAnyMore() => StaysSilent(One + "\nenum Tone int\n  Kind = 0\n", Send("int userId") + "\npublic enum Tone { Kind, Cold }");

    [Fact]
    public Task Fixes_ByWritingTheEntriesAgain() => Fixes(
        """
        contract 1

        task Emails.Send v1
          0 tone Tone

        task Mails.Greet v1
          0 userId int # who

        enum Gone int

        enum Tone int
          Kind = 0
        """,
        Source("[|Send|]", "[|Greet|]", "[|Tone|]"),
        """
        contract 1

        task Emails.Greet v1
          alias Mails.Greet
          0 userId long

        task Emails.Send v2
          0 tone Tone

        enum Tone int
          Kind = 0
          Cold = 1
        """,
        Source("Send", "Greet", "Tone"));

    private static string Source(string send, string greet, string tone) => $$"""
        public static partial class Emails
        {
            [Task(Version = 2)] public static void {{send}}(Tone tone) { }
            [Task, TaskAlias("Mails.Greet")] public static void {{greet}}(long userId) { }
        }

        public enum {{tone}} { Kind, Cold }
        """;
}
