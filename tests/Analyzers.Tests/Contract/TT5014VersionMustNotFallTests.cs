namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5014VersionMustNotFallTests : ContractRuleTests
{
    private const string Third = "contract 1\ntask Emails.Send v3\n  0 userId int";

    [Theory]
    [InlineData("Task")]
    [InlineData("Task(Version = 2)")]
    public Task Flags_AVersionBelowTheFiles(string attributes) => Reports(Third, Send("int userId", attributes).Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Fact]
    public async Task Flags_WhatToWrite() => Assert.Contains("set Version = 3 or more", await Message(Third, Send("int userId")), StringComparison.Ordinal);

    [Fact]
    public Task Accepts_TheVersionOfTheFile() => StaysSilent(Third, Send("int userId", "Task(Version = 3)"));

    [Fact]
    public Task Accepts_AHigherOne() => CheckAsync(
        new(Third, []),
        Harness.MarkedSource.Parse(Send("int userId", "Task(Version = 4)").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Accepts_NoVersionWhereTheFileSaysOne() => StaysSilent("contract 1\ntask Emails.Send v1\n  0 userId int", Send("int userId"));
}
