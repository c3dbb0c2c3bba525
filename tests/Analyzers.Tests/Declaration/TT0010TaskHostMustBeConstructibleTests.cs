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

    [Theory]
    [InlineData("private", "Keys.Eu")]
    [InlineData("private", "typeof(Keys)")]
    [InlineData("protected", "typeof(List<Keys[]>)")]
    public Task Flags_AKeyThatTheWorkerCannotName(string accessibility, string key) => Reports(Keyed("[|Emails|]", accessibility, key));

    [Theory]
    [InlineData("internal", "Keys.Eu")]
    [InlineData("internal", "typeof(List<Keys>)")]
    [InlineData("private", "typeof(List<>)")]
    [InlineData("private", "\"eu\"")]
    [InlineData("private", "null")]
    public Task Accepts_AKeyThatTheWorkerCanName(string accessibility, string key) => StaysSilent(Keyed("Emails", accessibility, key));

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

    private static string Keyed(string name, string accessibility, string key) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public partial class {{name}}
        {
            public Emails([FromKeyedServices({{key}})] TimeProvider clock) { }

            {{accessibility}} enum Keys { Eu }

            [Task] public void Send(int userId) { }
        }
        """;

    private static string Host(string type, string member) => $$"""
        public {{type}}
        {
            {{member}}

            [Task] public void Send(int userId) { }
        }
        """;
}
