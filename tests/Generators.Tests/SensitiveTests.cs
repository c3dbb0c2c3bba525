using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary>What is sensitive is not printed with the arguments; everything else is, as the compiler would print it.</summary>
public class SensitiveTests
{
    private const string Source = """
        using TypedTasks;
        using TypedTasks.Serialization;

        namespace Shop;

        public sealed record Card([Sensitive] string Number, int Year);

        public sealed class Login
        {
            public string? User { get; set; }

            [Sensitive]
            public string? Password { get; set; }
        }

        public sealed record Account(int Id, List<Login> Logins);

        [TaskSerializer(typeof(PinSerializer))]
        public sealed record Pin([Sensitive] string Digits);

        public sealed class PinSerializer : ITaskSerializer<Pin>
        {
            public static void Write(ref PayloadWriter writer, Pin value) => writer.Write(value.Digits);
            public static Pin Read(ref PayloadReader reader) => new(reader.ReadString()!);
        }

        public record Session
        {
            [Sensitive]
            public virtual string? Ticket { get; set; }
        }

        public sealed record OpenSession : Session
        {
            public override string? Ticket { get; set; }
        }

        public sealed record Note(int Id)
        {
            [Sensitive, System.Runtime.Serialization.IgnoreDataMember]
            public string? Text { get; set; }
        }

        public static partial class Users
        {
            [Task] public static void Plain(int userId, string name) { }
            [Task] public static void SignIn(int userId, [Sensitive] string password, string? @class = null, double rate = 0.5) { }
            [Task] public static void Charge(int userId, Card card) { }
            [Task] public static void Open(Account account, int userId) { }
            [Task] public static void Check(int userId, Pin pin, [TaskSerializer(typeof(PinSerializer))] Pin? spare) { }
            [Task] public static void Renew(OpenSession session) { }
            [Task] public static void Write(Note[] notes) { }
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
    [InlineData("CheckArgs", "CheckArgs { UserId = 7, Pin = ***, Spare = *** }", 7, null, null)]
    [InlineData("RenewArgs", "RenewArgs { Session = *** }", null)]
    [InlineData("WriteArgs", "WriteArgs { Notes = *** }", null)]
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
