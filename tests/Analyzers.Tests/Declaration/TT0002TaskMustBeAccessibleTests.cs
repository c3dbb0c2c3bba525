using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0002TaskMustBeAccessibleTests : RuleTests
{
    [Theory]
    [InlineData("private static")]
    [InlineData("static")]
    [InlineData("protected static")]
    [InlineData("private protected static")]
    [InlineData("private")]
    public Task Flags_AHiddenMethod(string modifiers) => Reports($$"""
        public partial class Emails
        {
            [Task]
            {{modifiers}} void [|Send|](int userId) { }
        }
        """);

    [Theory]
    [InlineData("private partial class [|Emails|]")]
    [InlineData("partial class [|Emails|]")]
    [InlineData("protected partial class [|Emails|]")]
    public Task Flags_AHiddenType(string type) => Reports($$"""
        public partial class Shop
        {
            {{type}}
            {
                [Task]
                public static void Send(int userId) { }
            }
        }
        """);

    [Fact]
    public Task Flags_AFileLocalType() => Reports("""
        file static partial class [|Emails|]
        {
            [Task]
            public static void Send(int userId) { }
        }
        """);

    [Theory]
    [InlineData("Keys.Eu")]
    [InlineData("typeof(Keys)")]
    public Task Flags_AHiddenKeyOfAService_WhichHasNoFix(string key) => HasNoFix($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static partial class Emails
        {
            private enum Keys { Eu }

            [Task]
            public static void Send(int userId, [FromKeyedServices({{key}})] TimeProvider [|clock|]) { }
        }
        """);

    [Theory]
    [InlineData("public static")]
    [InlineData("internal static")]
    [InlineData("protected internal static")]
    [InlineData("internal")]
    public Task Accepts_WhatTheAssemblySees(string modifiers) => StaysSilent($$"""
        partial class Emails
        {
            [Task]
            {{modifiers}} void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_AnInterfaceMethodWithoutModifiers() => StaysSilent("""
        public partial interface IEmails
        {
            [Task]
            void Send(int userId);
        }
        """);

    [Fact]
    public Task Accepts_AHiddenMethodThatIsNoTask() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static void Send(int userId) => Write(userId);

            private static void Write(int userId) { }
        }
        """);

    [Fact]
    public Task Fixes_ByMakingItInternal() => Fixes(
        """
        public partial class Emails
        {
            [Task] private static void [|Send|](int userId) { }

            // implicitly private
            [Task] static void [|Read|](int userId) { }

            [Task] protected static void [|Drop|](int userId) { }

            private static partial class [|Letters|]
            {
                [Task] public static void Print(int userId) { }
            }
        }
        """,
        """
        public partial class Emails
        {
            [Task] internal static void Send(int userId) { }

            // implicitly private
            [Task] internal static void Read(int userId) { }

            [Task] protected internal static void Drop(int userId) { }

            internal static partial class Letters
            {
                [Task] public static void Print(int userId) { }
            }
        }
        """);

    [Fact]
    public Task Fixes_NothingWhereTheTypeIsFileLocal() => HasNoFix("""
        file static partial class [|Emails|]
        {
            [Task] public static void Send(int userId) { }
        }
        """);
}
