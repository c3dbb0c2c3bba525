namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5002RemovedTaskMustBeRetiredTests : ContractRuleTests
{
    private const string Empty = "public static class Emails { }";

    [Fact]
    public Task Flags_ATaskThatIsGone() => Reports("contract 1\n\n[|task Emails.Send v1|]\n  0 userId int\n", Empty);

    [Fact]
    public Task Flags_AnAliasThatIsGone() => Reports(
        "contract 1\n\n[|task Emails.Send v1|]\n  alias Mails.Send\n  0 userId int\n",
        Send("int userId").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal));

    [Fact]
    public Task Flags_AMethodThatIsNoTaskAnyMore() => Reports("contract 1\n[|task Emails.Send v1|]\n  0 userId int", """
        public static class Emails
        {
            public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_ARetiredTask() => StaysSilent("contract 1\nretired Emails.Send", Empty);

    [Fact]
    public Task Accepts_ATaskThatIsStillThere() => StaysSilent(SendContract, Send("int userId, string locale = \"en\""));

    [Fact]
    public async Task Accepts_ATaskThatIsBeingWritten() => Assert.DoesNotContain(
        await Harness.UserProject.DiagnoseAsync(Harness.UserProject.Compile(Send("int userId, Missing locale")), SendContract),
        diagnostic => diagnostic.Id.StartsWith("TT5", StringComparison.Ordinal));

    [Fact]
    public Task Accepts_AFileWithoutTasks() => StaysSilent("contract 1", Empty);

    [Fact]
    public Task Fixes_ByRetiring() => Fixes(
        """
        contract 1

        task Emails.Greet v1
          0 userId int

        [|task Emails.Send v1|]
          0 letter Shop.Letter

        retired Emails.Shout
        retired Emails.Whisper

        object Shop.Letter map
          To string required
        """,
        Greet,
        """
        contract 1

        task Emails.Greet v1
          0 userId int

        retired Emails.Send
        retired Emails.Shout
        retired Emails.Whisper
        """,
        Greet);

    private const string Greet = """
        public static partial class Emails
        {
            [Task] public static void Greet(int userId) { }
        }
        """;
}
