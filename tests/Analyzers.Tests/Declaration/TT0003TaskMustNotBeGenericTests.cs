using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0003TaskMustNotBeGenericTests : RuleTests
{
    [Theory]
    [InlineData("void [|Send|]<T>(int userId)")]
    [InlineData("void [|Send|]<T>(T user)")]
    [InlineData("T [|Send|]<T>(int userId) where T : new()")]
    public Task Flags_AGenericMethod(string method) => Reports($$"""
        public static partial class Emails
        {
            [Task]
            public static {{method}} => throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task Flags_AGenericType() => Reports("""
        public partial class [|Emails|]<T>
        {
            [Task] public static void Send(int userId) { }
            [Task] public void Forget(T user) { }
        }
        """);

    [Fact]
    public Task Flags_AGenericTypeAroundIt() => Reports("""
        public partial class [|Shop|]<T>
        {
            public partial class Emails
            {
                [Task] public static void Send(int userId) { }
            }
        }
        """);

    [Fact]
    public Task Accepts_ClosedGenericArguments() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static void Send(List<int> users, Dictionary<string, int?> counts) { }
        }
        """);

    [Fact]
    public Task Accepts_AClosedGenericBase() => StaysSilent("""
        public abstract class Sender<T>
        {
            protected T? Last { get; set; }
        }

        public partial class Emails : Sender<int>
        {
            [Task] public void Send(int userId) => Last = userId;
        }
        """);

    [Fact]
    public Task Accepts_AGenericMethodThatIsNoTask() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static void Send(int userId) => Write(userId);

            public static void Write<T>(T user) { }
        }
        """);
}
