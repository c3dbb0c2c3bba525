using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0012ParameterAttributeMustBeOnATaskTests : RuleTests
{
    [Theory]
    [InlineData("public void Send([[|FromServices|]] Clock clock) { }")]
    [InlineData("public void Send(int userId, [[|Sensitive|]] string password) { }")]
    [InlineData("public Emails([[|FromServices|]] Clock clock) { }")]
    [InlineData("public Func<Clock, int> Make() => ([[|FromServices|]] Clock clock) => 1;")]
    [InlineData("public void Outer() { Local(new()); void Local([[|FromServices|]] Clock clock) { } }")]
    [InlineData("[Task] public static void Send([FromServices, [|Sensitive|]] Clock clock) { }")]
    public Task Flags_AnAttributeThatNobodyReads(string member) => Reports(Class(member));

    [Theory]
    [InlineData("[Task] public static void Send([FromServices] Clock clock, [Sensitive] string password) { }")]
    [InlineData("public void Send(Clock clock) { }")]
    [InlineData("public sealed record Login(string User, [Sensitive] string Password);")]
    [InlineData("[Sensitive] public string? Password { get; set; }")]
    [InlineData("public void Send([Other.FromServices] Clock clock) { }")]
    public Task Accepts_AnAttributeInItsPlace(string member) => StaysSilent(Class(member));

    [Fact]
    public Task Accepts_AnImplementationThatRepeatsItsTask() => StaysSilent("""
        public sealed class Clock;

        public partial interface IEmails
        {
            [Task] void Send([FromServices] Clock clock, [Sensitive] string password);
        }

        public sealed class Emails : IEmails
        {
            public void Send([FromServices] Clock clock, [Sensitive] string password) { }
        }
        """);

    [Fact]
    public async Task TheMessage_SaysWhy() =>
        Assert.Equal("[FromServices] on 'clock' has no effect: Send is no task", await Message(Class("public void Send([[|FromServices|]] Clock clock) { }")));

    [Fact]
    public Task Fixes_ByRemovingIt() => Fixes(
        Class("public void Send([[|FromServices|]] Clock clock, /* two */ [[|Sensitive|], System.Diagnostics.CodeAnalysis.DisallowNull] string? password) { }"),
        Class("public void Send(Clock clock, /* two */ [System.Diagnostics.CodeAnalysis.DisallowNull] string? password) { }"));

    private static string Class(string member) => $$"""
        public sealed class Clock;

        public partial class Emails
        {
            {{member}}
        }

        namespace Other
        {
            public sealed class FromServicesAttribute : Attribute;
        }
        """;
}
