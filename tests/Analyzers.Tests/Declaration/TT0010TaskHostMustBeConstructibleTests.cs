using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0010TaskHostMustBeConstructibleTests : RuleTests
{
    [Theory]
    [InlineData("abstract partial class [|Emails|]", "")]
    [InlineData("partial class [|Emails|]", "internal Emails() { }")]
    [InlineData("partial class [|Emails|]", "private Emails(int port) { }")]
    [InlineData("partial class [|Emails|]", "public required string Server { get; set; }")]
    [InlineData("partial class [|Emails|]", "public Emails(ref int port) { }")]
    [InlineData("partial class [|Emails|]", "public Emails(Span<int> ports) { }")]
    public Task Flags_AHostThatNobodyCanBuild(string type, string member) => Reports(Host(type, member));

    [Fact]
    public Task Flags_AHostOnce_HoweverManyTasksItHas() => Reports("""
        public abstract partial class [|Emails|]
        {
            [Task] public void Send(int userId) { }
            [Task] public void Forget(int userId) { }
        }
        """);

    [Theory]
    [InlineData("partial class Emails", "")]
    [InlineData("partial class Emails(TimeProvider clock)", "public DateTimeOffset Now => clock.GetUtcNow();")]
    [InlineData("partial class Emails", "private Emails(int port) { } public Emails() { }")]
    [InlineData("partial record Emails(TimeProvider Clock)", "")]
    [InlineData("readonly partial struct Emails", "")]
    public Task Accepts_AHostThatServicesCanBuild(string type, string member) => StaysSilent(Host(type, member));

    [Fact]
    public Task Accepts_StaticTasksOfAnAbstractClass() => StaysSilent("""
        public abstract partial class Emails
        {
            [Task] public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_AnInterface_WhoseServiceTheUserRegisters() => StaysSilent("""
        public partial interface IEmails
        {
            [Task] Task Send(int userId, CancellationToken cancellationToken);
        }
        """);

    [Fact]
    public Task Accepts_AConstructorThatSetsWhatIsRequired() => StaysSilent("""
        using System.Diagnostics.CodeAnalysis;

        public partial class Emails
        {
            [SetsRequiredMembers]
            public Emails(TimeProvider clock) => Clock = clock;

            public required TimeProvider Clock { get; init; }

            [Task] public void Send(int userId) { }
        }
        """);

    private static string Host(string type, string member) => $$"""
        public {{type}}
        {
            {{member}}

            [Task] public void Send(int userId) { }
        }
        """;
}
