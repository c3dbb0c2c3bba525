using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0007ProxyNameMustBeFreeTests : RuleTests
{
    [Theory]
    [InlineData("public static string SendTask => \"\";")]
    [InlineData("private static int SendTask;")]
    [InlineData("public static void SendTask() { }")]
    [InlineData("public sealed class SendTaskDefinition;")]
    [InlineData("public enum SendArgs { None }")]
    public Task Flags_AMemberOfThatName(string member) => Reports($$"""
        public static partial class Emails
        {
            {{member}}

            [Task] public static void [|Send|](int userId) { }
        }
        """);

    [Fact]
    public Task Flags_TheTypesOwnName() => Reports("""
        public static partial class SendTask
        {
            [Task] public static void [|Send|](int userId) { }
        }
        """);

    [Fact]
    public Task Flags_AProxyThatIsTaken() => Reports("""
        public static partial class Emails
        {
            public static string Welcome => "";

            [Task([|Proxy = "Welcome"|])] public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Flags_AnInheritedMember() => Reports("""
        public abstract class Sender
        {
            protected string SendTask => "";
        }

        public partial class Emails : Sender
        {
            [Task] public void [|Send|](int userId) { }
        }
        """);

    [Fact]
    public Task Flags_ATypeThatTheClassUses() => Reports("""
        public sealed record SendArgs(int UserId);

        public static partial class Emails
        {
            [Task] public static void [|Send|](SendArgs arguments) { }
        }
        """);

    [Fact]
    public Task Flags_TwoTasksOfOneProxy() => Reports("""
        public static partial class Emails
        {
            [Task([|Proxy = "Welcome"|])] public static void Send(int userId) { }
            [Task([|Proxy = "Welcome"|])] public static void Greet(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_ATypeOfThatNameThatTheClassDoesNotUse() => StaysSilent("""
        public sealed record SendArgs(int UserId);

        public static partial class Emails
        {
            [Task] public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_APrivateMemberOfABase() => StaysSilent("""
        public abstract class Sender
        {
            private string SendTask => "";

            public override string ToString() => SendTask;
        }

        public partial class Emails : Sender
        {
            [Task] public void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_AnotherProxy() => StaysSilent("""
        public static partial class Emails
        {
            public static string SendTask => "";

            [Task(Proxy = "Welcome")] public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_SendAndSendAsync() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static void Send(int userId) { }
            [Task] public static Task SendAsync(int userId) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Accepts_TheSameTaskInBaseAndDerivedClass() => StaysSilent("""
        public partial class Sender
        {
            [Task] public static void Send(int userId) { }
        }

        public partial class Emails : Sender
        {
            [Task] public static new void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Fixes_ByChoosingAProxyThatIsFree() => Fixes(
        """
        public static partial class Emails
        {
            public static string SendTask => "";
            public static string ForgetArgs => "";
            public static string ForgetProxy => "";

            [Task] public static void [|Send|](int userId) { }
            [Task(Queue = "high")] public static Task [|ForgetAsync|](int userId) => Task.CompletedTask;
        }
        """,
        """
        public static partial class Emails
        {
            public static string SendTask => "";
            public static string ForgetArgs => "";
            public static string ForgetProxy => "";

            [Task(Proxy = "SendProxy")] public static void Send(int userId) { }
            [Task(Queue = "high", Proxy = "ForgetProxy2")] public static Task ForgetAsync(int userId) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fixes_OnlyOneOfTwoTasksThatClaimOneName() => Fixes(
        """
        public static partial class Emails
        {
            [Task([|Proxy = "Welcome"|], Queue = "high")] public static void Send(int userId) { }
            [Task([|Proxy = "Welcome"|])] public static void Greet(int userId) { }
        }
        """,
        """
        public static partial class Emails
        {
            [Task(Proxy = "SendProxy", Queue = "high")] public static void Send(int userId) { }
            [Task(Proxy = "Welcome")] public static void Greet(int userId) { }
        }
        """);

    [Fact]
    public Task Fixes_NothingOfOverloads_WhoseWireNameClashesToo() => HasNoFix("""
        public static partial class Emails
        {
            [Task] public static void {|TT0008:[|Send|]|}(int userId) { }
            [Task] public static void {|TT0008:[|Send|]|}(string address) { }
        }
        """);
}
