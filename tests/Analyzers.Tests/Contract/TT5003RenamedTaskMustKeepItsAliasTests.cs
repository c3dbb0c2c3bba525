namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5003RenamedTaskMustKeepItsAliasTests : ContractRuleTests
{
    private const string Contract = "contract 1\n\ntask Mails.Send v1\n  0 userId int\n  1 locale string = \"en\"\n";

    [Fact]
    public Task Flags_ATaskThatMovedToAnotherType() =>
        Reports(Contract, Send("int userId, string locale = \"en\"").Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Fact]
    public Task Flags_AMethodThatGotAnotherName() => Reports(Contract, """
        public static partial class Mails
        {
            [Task] public static void [|Dispatch|](int userId, string locale = "en") { }
        }
        """);

    [Fact]
    public Task Flags_TheOneThatKeptTheMethodsNameAmongSeveral() => Reports(
        """
        contract 1

        task Mails.Send v1
          0 userId int

        task Mails.Greet v1
          0 userId int
        """,
        """
        public static partial class Emails
        {
            [Task] public static void [|Send|](int userId) { }
            [Task] public static void [|Greet|](int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_ARenameWithAliasThatTheFileKnows() => StaysSilent(
        "contract 1\n\ntask Emails.Send v1\n  alias Mails.Send\n  0 userId int\n",
        Send("int userId", "Task, TaskAlias(\"Mails.Send\")"));

    [Fact]
    public Task Accepts_ARenameThatIsDeclaredAndRetired() => StaysSilent(
        "contract 1\n\ntask Emails.Send v1\n  0 userId int\n\nretired Mails.Send\n", Send("int userId"));

    [Fact]
    public Task Accepts_AnExplicitNameThatKeepsTheWire() => StaysSilent(
        "contract 1\n\ntask Mails.Send v1\n  0 userId int\n", Send("int userId", "Task(Name = \"Mails.Send\")"));

    [Fact]
    public Task Accepts_ANewTaskOfAnotherSignature_AndSpeaksOfBothInstead() => CheckAsync(
        Harness.MarkedSource.Parse("contract 1\n\n{|TT5002:task Mails.Send v1|}\n  0 userId int\n", RuleId),
        Harness.MarkedSource.Parse(Send("Guid userId").Replace(" Send(", " {|TT5001:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Fixes_ByAddingTheAlias() => Fixes(
        Contract,
        """
        public static partial class Emails
        {
            /// <summary>Sends.</summary>
            [Task(Queue = "high")] // quickly
            public static void [|Send|](int userId, string locale = "en") { }
        }
        """,
        Contract,
        """
        public static partial class Emails
        {
            /// <summary>Sends.</summary>
            [Task(Queue = "high"), TaskAlias("Mails.Send")] // quickly
            public static void {|TT5013:Send|}(int userId, string locale = "en") { }
        }
        """);
}
