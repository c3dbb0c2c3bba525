using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0001TaskTypeMustBePartialTests : RuleTests
{
    [Theory]
    [InlineData("public class [|Emails|]")]
    [InlineData("public sealed class [|Emails|]()")]
    [InlineData("public static class [|Emails|]")]
    [InlineData("record [|Emails|]")]
    [InlineData("public readonly record struct [|Emails|]")]
    [InlineData("internal struct [|Emails|]")]
    [InlineData("public interface [|Emails|]")]
    public Task Flags_ATypeWithTasks(string type) => Reports($$"""
        {{type}}
        {
            [Task]
            public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Flags_ATypeOnce_HoweverManyTasksItHas() => Reports("""
        class [|Emails|]
        {
            [Task] public static void Send(int userId) { }
            [Task] public static void Forget(int userId) { }
        }
        """);

    [Fact]
    public Task Flags_EveryClosedTypeAroundIt() => Reports("""
        class [|Shop|]
        {
            public partial class Mail
            {
                public class [|Emails|]
                {
                    [Task] public static void Send(int userId) { }
                }

                public class [|Letters|]
                {
                    [Task] public static void Send(int userId) { }
                }
            }
        }
        """);

    [Fact]
    public Task Accepts_PartialTypes() => StaysSilent("""
        namespace Shop
        {
            partial class Outer
            {
                public sealed partial class Emails
                {
                    [Task] public void Send(int userId) { }
                }
            }
        }
        """);

    [Fact]
    public Task Accepts_ATypeInTwoFiles() => StaysSilent(
        "public partial class Emails { [Task] public static void Send(int userId) { } }",
        "partial class Emails { }");

    [Fact]
    public Task Accepts_ATypeWithoutTasks() => StaysSilent("""
        class Emails
        {
            public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_SomebodyElsesTaskAttribute() => StaysSilent("""
        namespace Builds
        {
            sealed class TaskAttribute : Attribute;

            class Emails
            {
                [Builds.Task]
                public static void Send(int userId) { }
            }
        }
        """);

    [Theory]
    [InlineData("public sealed class [|Emails|]", "public sealed partial class Emails")]
    [InlineData("class [|Emails|]", "partial class Emails")]
    [InlineData("readonly record struct [|Emails|]", "readonly partial record struct Emails")]
    [InlineData("/* host */ interface [|Emails|]", "/* host */ partial interface Emails")]
    public Task Fixes_ByAddingPartial(string before, string after)
    {
        const string body = """

            {
                [Task]
                public static void Send(int userId) { }
            }
            """;
        return Fixes("using System.Text;\n\n// kept\n" + before + body, "using System.Text;\n\n// kept\n" + after + body);
    }

    [Fact]
    public Task Fixes_TheTypesAroundItToo() => Fixes(
        """
        static class [|Shop|]
        {
            /// <summary>Mail.</summary>
            internal class [|Emails|]
            {
                [Task] public static void Send(int userId) { }
            }

            internal class [|Letters|]
            {
                [Task] public static void Send(int userId) { }
            }
        }
        """,
        """
        static partial class Shop
        {
            /// <summary>Mail.</summary>
            internal partial class Emails
            {
                [Task] public static void Send(int userId) { }
            }

            internal partial class Letters
            {
                [Task] public static void Send(int userId) { }
            }
        }
        """);
}
