using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0005TaskMustBeAnOrdinaryMethodTests : RuleTests
{
    [Theory]
    [InlineData("public static int Count { [Task] [|get|]; }")]
    [InlineData("[Task] public static int operator [|+|](Emails one, int other) => other;")]
    [InlineData("[Task] public static implicit operator [|int|](Emails one) => 0;")]
    [InlineData("[Task] ~[|Emails|]() { }")]
    public Task Flags_MembersThatAreNoMethods(string member) => Reports(Host(member));

    [Fact]
    public Task Flags_ALocalFunction() => Reports(Host("""
        public static void Start()
            {
                Send(1);

                [Task]
                static void [|Send|](int userId) { }
            }
        """));

    [Fact]
    public Task Flags_ALambda() => Reports(Host("""
        public static readonly Action<int> Send = [|[Task] (userId) => { }|];
        """));

    [Fact]
    public Task Flags_AnExplicitImplementation() => Reports("""
        public interface ISend
        {
            void Send(int userId);
        }

        public partial class Emails : ISend
        {
            [Task] void ISend.[|Send|](int userId) { }
        }
        """);

    [Fact]
    public Task Flags_AStaticAbstractMethod() => Reports("""
        public partial interface ISend
        {
            [Task] static abstract void [|Send|](int userId);
        }
        """);

    [Fact]
    public Task Flags_AMethodOfARefStruct() => Reports("""
        public ref partial struct Emails
        {
            [Task] public static void [|Send|](int userId) { }
        }
        """);

    [Theory]
    [InlineData("[Task] public static void Send(int userId) { }")]
    [InlineData("[Task] public void Send(int userId) { }")]
    [InlineData("[Task] public virtual void Send(int userId) { }")]
    public Task Accepts_OrdinaryMethods(string method) => StaysSilent(Host(method));

    [Fact]
    public Task Accepts_TheMethodOfAnInterface() => StaysSilent("""
        public partial interface ISend
        {
            [Task] void Send(int userId);
        }

        public class Emails : ISend
        {
            void ISend.Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_LocalFunctionsInsideATask() => StaysSilent(Host("""
        [Task]
            public static void Send(int userId)
            {
                Write(userId);

                static void Write(int id) { }
            }
        """));

    private static string Host(string member) => $$"""
        public partial class Emails
        {
            {{member}}
        }
        """;
}
