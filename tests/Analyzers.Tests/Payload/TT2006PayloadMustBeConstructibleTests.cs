using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2006PayloadMustBeConstructibleTests : RuleTests
{
    [Theory]
    [InlineData("private Order() { } public int Id { get; set; }")]
    [InlineData("public Order(int port) => Id = port; public int Id { get; set; }")]
    [InlineData("public Order(string id) => Id = id.Length; public int Id { get; set; }")]
    [InlineData("public Order() { } [MessagePack.SerializationConstructor] public Order(int port) => Id = port; public int Id { get; set; }")]
    [InlineData("public Order() { } [System.Text.Json.Serialization.JsonConstructor] internal Order(int id) => Id = id; public int Id { get; set; }")]
    public Task Flags_WhatNobodyCouldBuild(string members) => Reports(Task("Order [|order|]") + $$"""
        public sealed class Order { {{members}} }
        """);

    [Fact]
    public Task Flags_ARequiredMemberThatNobodySets() => Reports("""
        internal sealed class Order { internal required int Id { get; set; } public int N { get; set; } }

        internal static partial class Emails
        {
            [Task] internal static void Send(Order [|order|]) { }
        }
        """);

    [Theory]
    [InlineData("public Order(int id) => Id = id; public int Id { get; set; }")]
    [InlineData("public Order() { } [System.Text.Json.Serialization.JsonConstructor] public Order(int id) => Id = id; public int Id { get; set; }")]
    [InlineData("public Order() { } public Order(int port) => Id = port; public int Id { get; set; }")]
    [InlineData("public Order(int ID, string? name = null) { Id = ID; Name = name; } public int Id { get; } public string? Name { get; }")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Order(int id) => Id = id; public required int Id { get; set; }")]
    public Task Accepts_AConstructorThatItsMembersFeed(string members) => StaysSilent(Task("Order order") + $$"""
        public sealed class Order { {{members}} }
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }

        """;
}
