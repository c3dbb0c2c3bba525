using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5008ResultMustNotNarrowTests : ContractRuleTests
{
    [Theory]
    [InlineData("int", "string", "\"\"")]
    [InlineData("int", "short", "0")]
    [InlineData("int", "long", "0")]
    [InlineData("int", "int?", "null")]
    [InlineData("string", "string?", "null")]
    [InlineData("array<int> (int[])", "List<string>", "[]")]
    public Task Flags_AResultThatSomebodyCannotRead(string old, string now, string value) =>
        Reports($"contract 1\ntask Emails.Send v1\n  returns {old}", Send("", returns: now, body: $"=> {value};").Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Fact]
    public Task Flags_AResultThatIsGone() => Reports("contract 1\ntask Emails.Send v1\n  returns int", Send("").Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Theory]
    [InlineData("int", "=> 0;")]
    [InlineData("Task<int>", "=> Task.FromResult(0);")]
    [InlineData("ValueTask<int>", "=> new(0);")]
    public Task Accepts_TheSameResultInAnyWrapping(string returns, string body) => StaysSilent("contract 1\ntask Emails.Send v1\n  returns int", Send("", returns: returns, body: body));

    [Theory]
    [InlineData("array<int> (int[])", "List<int>", "[]")]
    [InlineData("string?", "string", "\"\"")]
    public Task Accepts_WhatReadsAsBefore(string old, string now, string value) => CheckAsync(
        new($"contract 1\ntask Emails.Send v1\n  returns {old}", []),
        MarkedSource.Parse(Send("", returns: now, body: $"=> {value};").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Accepts_AResultWhereThereWasNone() => CheckAsync(
        new("contract 1\ntask Emails.Send v1", []),
        MarkedSource.Parse(Send("", returns: "int", body: "=> 0;").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));
}
