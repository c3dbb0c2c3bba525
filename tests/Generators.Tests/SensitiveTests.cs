using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary>What is sensitive is not printed with the arguments; everything else is, as the compiler would print it.</summary>
public class SensitiveTests
{
    private const string Source = """
        using TypedTasks;

        namespace Shop;

        public sealed record Card([Sensitive] string Number, int Year);

        public sealed class Login
        {
            public string? User { get; set; }

            [Sensitive]
            public string? Password { get; set; }
        }

        public sealed record Account(int Id, List<Login> Logins);

        public static partial class Users
        {
            [Task] public static void Plain(int userId, string name) { }
            [Task] public static void SignIn(int userId, [Sensitive] string password, string? @class = null, double rate = 0.5) { }
            [Task] public static void Charge(int userId, Card card) { }
            [Task] public static void Open(Account account, int userId) { }
            [Task] public static void Only([Sensitive] string secret) { }
        }
        """;

    private static readonly Lazy<Run> Users = new(() => Run.Of(Source));
    private static readonly Lazy<Type> Host = new(() => Users.Value.Module().GetType().Assembly.GetType("Shop.Users")!);

    [Theory]
    [InlineData("PlainArgs", "PlainArgs { UserId = 7, Name = word }", 7, "word")]
    [InlineData("SignInArgs", "SignInArgs { UserId = 7, Password = ***, Class = , Rate = 0.5 }", 7, "word", null, 0.5)]
    [InlineData("ChargeArgs", "ChargeArgs { UserId = 7, Card = *** }", 7, null)]
    [InlineData("OpenArgs", "OpenArgs { Account = ***, UserId = 7 }", null, 7)]
    [InlineData("OnlyArgs", "OnlyArgs { Secret = *** }", "word")]
    public void WhatIsSensitive_IsNotPrinted(string record, string printed, params object?[] values)
    {
        Type type = Host.Value.GetNestedType(record)!;
        object arguments = Activator.CreateInstance(type, values)!;

        Assert.Equal(printed, arguments.ToString());
    }

    [Fact]
    public void TheRecord_PrintsByItself_WhereNothingIsSensitive() =>
        Assert.DoesNotContain("PrintMembers", Users.Value["Shop.Users.PlainTask.g.cs"], StringComparison.Ordinal);
}
