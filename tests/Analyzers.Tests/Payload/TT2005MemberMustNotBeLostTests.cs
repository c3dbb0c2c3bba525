using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2005MemberMustNotBeLostTests : RuleTests
{
    [Theory]
    [InlineData("public int Id { get; set; } public string Status { get; private set; } = \"\";")]
    [InlineData("public int Id { get; set; } public List<int> Lines { get; } = [];")]
    [InlineData("public int Id { get; set; } public readonly int Total = 1;")]
    [InlineData("public int Id { get; }")]
    [InlineData("private int cents; public void Add(int more) => cents += more;")]
    public Task Flags_WhatNobodyCouldGiveBack(string members) => Reports(Task("Order [|order|]") + $$"""
        public sealed class Order { {{members}} }
        """);

    [Fact]
    public async Task TheMessage_NamesTheMember()
    {
        var message = await Message(Task("Order [|order|]") + """
            public sealed class Order { public int Id { get; set; } public string Status { get; private set; } = ""; }
            """);

        Assert.Contains("Status of Order would be lost on the way", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public int Id { get; init; } public decimal Tax { get; set; } public decimal Rounded => Math.Round(Tax);")]
    [InlineData("public Order(int id) => Id = id; public int Id { get; }")]
    [InlineData("public int Id { get; set; } [MessagePack.IgnoreMember] public string Status { get; private set; } = \"\";")]
    [InlineData("public int Id { get; set; } internal string? Cached { get; private set; }")]
    public Task Accepts_WhatArrives(string members) => StaysSilent(Task("Order order") + $$"""
        public sealed class Order { {{members}} }
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }

        """;
}
