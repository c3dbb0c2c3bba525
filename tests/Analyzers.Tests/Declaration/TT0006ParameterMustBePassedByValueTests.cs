using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0006ParameterMustBePassedByValueTests : RuleTests
{
    [Theory]
    [InlineData("ref int [|userId|]")]
    [InlineData("in int [|userId|]")]
    [InlineData("ref readonly int [|userId|]")]
    [InlineData("in CancellationToken [|cancellationToken|]")]
    [InlineData("int userId, ref string [|locale|], in Guid [|order|]")]
    public Task Flags_AReference(string parameters) => Reports(Task($"void Send({parameters}) {{ }}"));

    [Fact]
    public Task Flags_AnOutParameter() => Reports(Task("void Send(out int [|userId|]) => userId = 1;"));

    [Fact]
    public Task Flags_AReturnedReference() => Reports("""
        public static partial class Emails
        {
            private static int last;

            [Task] public static ref int [|Last|]() => ref last;
        }
        """);

    [Theory]
    [InlineData("int userId")]
    [InlineData("params int[] users")]
    [InlineData("int[] users, Dictionary<string, int>? counts = null")]
    [InlineData("int userId, CancellationToken cancellationToken = default")]
    public Task Accepts_Values(string parameters) => StaysSilent(Task($"void Send({parameters}) {{ }}"));

    [Fact]
    public Task Accepts_ReferencesInOtherMethods() => StaysSilent("""
        public static partial class Emails
        {
            [Task] public static void Send(int userId) => Next(ref userId);

            public static void Next(ref int userId) => userId++;
        }
        """);

    private static string Task(string method) => $$"""
        public static partial class Emails
        {
            [Task] public static {{method}}
        }
        """;
}
