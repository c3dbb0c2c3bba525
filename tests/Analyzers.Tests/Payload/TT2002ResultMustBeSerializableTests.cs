using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2002ResultMustBeSerializableTests : RuleTests
{
    [Theory]
    [InlineData("Exception")]
    [InlineData("Task<int[,,,,]>")]
    [InlineData("ValueTask<Exception>")]
    [InlineData("Task<(int Id, System.Net.IPAddress Then)>")]
    [InlineData("Span<int>")]
    public Task Flags_WhatCannotTravelBack(string type) => Reports(Task(type, "[|Send|]"));

    [Fact]
    public async Task TheMessage_NamesThePath()
    {
        var message = await Message("""
            public sealed record Report(IReadOnlyDictionary<string, Exception> Pages);

            public static partial class Reports
            {
                [Task] public static Task<Report> [|Write|](int id) => throw new NotSupportedException();
            }
            """);

        Assert.StartsWith("'return.Pages", message, StringComparison.Ordinal);
        Assert.Contains("Exception cannot travel", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("void")]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    [InlineData("int")]
    [InlineData("string?")]
    [InlineData("Task<List<Uri>>")]
    [InlineData("ValueTask<(int Id, string Name)>")]
    [InlineData("Task<byte[]>")]
    [InlineData("IEnumerable<int>")]
    public Task Accepts_WhatCanTravelBack(string type) => StaysSilent(Task(type, "Send"));

    private static string Task(string type, string name) => $$"""
        public static partial class Emails
        {
            [Task] public static {{type}} {{name}}(int userId) => throw new NotSupportedException();
        }
        """;
}
