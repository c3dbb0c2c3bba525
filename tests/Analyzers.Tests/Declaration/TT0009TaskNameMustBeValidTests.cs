using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0009TaskNameMustBeValidTests : RuleTests
{
    [Theory]
    [InlineData("send mail")]
    [InlineData("")]
    [InlineData("send:now")]
    [InlineData("{tt}")]
    [InlineData("a\\nb")]
    public Task Flags_ANameOutsideTheGrammar(string name) => Reports(Task($"[|Name = \"{name}\"|]"));

    [Theory]
    [InlineData("not a name")]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("Send-Now")]
    public Task Flags_AProxyThatIsNoIdentifier(string proxy) => Reports(Task($"[|Proxy = \"{proxy}\"|]"));

    [Fact]
    public Task Flags_ANameThatIsTooLong() => Reports(Task($"[|Name = \"{new string('x', 401)}\"|]"));

    [Theory]
    [InlineData("Name = \"send-mail.v2_final+1\"")]
    [InlineData("Name = \"büro.schicken\"")]
    [InlineData("Name = null")]
    [InlineData("Proxy = \"Welcome\"")]
    [InlineData("Proxy = \"Größe\"")]
    [InlineData("Proxy = null")]
    public Task Accepts_NamesInTheGrammar(string option) => StaysSilent(Task(option));

    [Fact]
    public Task Accepts_TheLongestName() => StaysSilent(Task($"Name = \"{new string('x', 400)}\""));

    [Fact]
    public Task Accepts_NamesOfAnyScript() => StaysSilent("""
        namespace Лавка
        {
            public static partial class Письма
            {
                [Task] public static void Послать(int userId) { }
            }
        }
        """);

    [Fact]
    public Task Fixes_ByLeavingOutWhatIsNotAllowed() => Fixes(
        """
        public static partial class Emails
        {
            [Task([|Name = "send mail!"|])] public static void Send(int userId) { }
            [Task([|Proxy = "read mail"|])] public static void Read(int userId) { }
        }
        """,
        """
        public static partial class Emails
        {
            [Task(Name = "send-mail")] public static void Send(int userId) { }
            [Task(Proxy = "readMail")] public static void Read(int userId) { }
        }
        """);

    [Fact]
    public Task Fixes_NothingWhereNothingRemains() => HasNoFix("""
        public static partial class Emails
        {
            [Task([|Name = "!"|])] public static void Send(int userId) { }
        }
        """);

    private static string Task(string option) => $$"""
        public static partial class Emails
        {
            [Task({{option}})] public static void Send(int userId) { }
        }
        """;
}
