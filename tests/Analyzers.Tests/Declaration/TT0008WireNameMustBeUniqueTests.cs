using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0008WireNameMustBeUniqueTests : RuleTests
{
    [Fact]
    public Task Flags_TheSameNameInTwoTypes() => Reports(
        """
        public static partial class Emails
        {
            [Task([|Name = "send"|])] public static void Send(int userId) { }
        }
        """,
        """
        public static partial class Letters
        {
            [Task(Queue = "slow", [|Name = "send"|])] public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Flags_ANameThatIsTheNaturalOneOfAnother() => Reports("""
        namespace Shop
        {
            public static partial class Emails
            {
                [Task] public static void [|Send|](int userId) { }
            }

            public static partial class Letters
            {
                [Task([|Name = "Shop.Emails.Send"|])] public static void Send(int userId) { }
            }
        }
        """);

    [Fact]
    public Task Flags_Overloads() => Reports("""
        public static partial class Emails
        {
            [Task(Proxy = "ToUser")] public static void [|Send|](int userId) { }
            [Task(Proxy = "ToAddress")] public static void [|Send|](string address) { }
        }
        """);

    [Fact]
    public Task Accepts_TheSameMethodNameInTwoTypes() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static void Send(int userId) { }
        }

        public static partial class Letters
        {
            [Task] public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_OverloadsWithNamesOfTheirOwn() => StaysSilent("""
        public static partial class Emails
        {
            [Task(Proxy = "ToUser", Name = "to-user")] public static void Send(int userId) { }
            [Task(Proxy = "ToAddress", Name = "to-address")] public static void Send(string address) { }
        }
        """);

    [Fact]
    public Task Accepts_NamesThatDifferInCase() => StaysSilent("""
        public static partial class Emails
        {
            [Task(Name = "send")] public static void Send(int userId) { }
            [Task(Name = "Send")] public static void Greet(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_AnOverloadThatIsNoTask() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static void Send(int userId) => Send(userId, "en");

            public static void Send(int userId, string locale) { }
        }
        """);
}
