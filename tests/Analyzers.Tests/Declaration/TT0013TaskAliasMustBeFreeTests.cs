using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0013TaskAliasMustBeFreeTests : RuleTests
{
    [Theory]
    [InlineData("""[[|TaskAlias("send mail")|]]""")]
    [InlineData("""[[|TaskAlias("")|]]""")]
    [InlineData("""[[|TaskAlias(null!)|]]""")]
    [InlineData("""[TaskAlias("old"), [|TaskAlias("a/b")|]]""")]
    public Task Flags_WhatIsNoName(string aliases) => Reports(Host(aliases));

    [Theory]
    [InlineData("""[[|TaskAlias("Emails.Send")|]]""")]
    [InlineData("""[TaskAlias("old"), [|TaskAlias("old")|]]""")]
    public Task Flags_WhatIsThereAlready(string aliases) => Reports(Host(aliases));

    [Fact]
    public Task Flags_TheNameOfAnotherTask() => Reports(
        """
        public static partial class Emails
        {
            [Task, [|TaskAlias("Letters.Send")|]] public static void Send(int userId) { }
        }
        """,
        """
        public static partial class Letters
        {
            [Task] public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Flags_AnAliasOfTwoTasks() => Reports("""
        public static partial class Emails
        {
            [Task, [|TaskAlias("send")|]] public static void Send(int userId) { }
            [Task, [|TaskAlias("send")|]] public static void Resend(int userId) { }
        }
        """);

    [Theory]
    [InlineData("""[TaskAlias("old")]""")]
    [InlineData("""[TaskAlias("old"), TaskAlias("older")]""")]
    [InlineData("""[TaskAlias("emails.send")]""")]
    [InlineData("""[TaskAlias("büro.schicken")]""")]
    public Task Accepts_OtherNames(string aliases) => StaysSilent(Host(aliases));

    [Fact]
    public Task Accepts_TwoTasksThatTradedTheirNames() => StaysSilent("""
        public static partial class Emails
        {
            [Task(Name = "b"), TaskAlias("a.old")] public static void First(int userId) { }
            [Task(Name = "a"), TaskAlias("b.old")] public static void Second(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_TheNameOfAMethodThatIsNoTask() => StaysSilent("""
        public static partial class Emails
        {
            [Task, TaskAlias("Emails.Greet")] public static void Send(int userId) { }

            public static void Greet(int userId) { }
        }
        """);

    private static string Host(string aliases) => $$"""
        public static partial class Emails
        {
            [Task] {{aliases}} public static void Send(int userId) { }
        }
        """;
}
