namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5004ArgumentMustNotBeRemovedTests : ContractRuleTests
{
    private const string Three = "contract 1\ntask Emails.Send v1\n  0 userId int\n  1 locale string\n  2 copies int = 1";

    [Theory]
    [InlineData("string locale, int copies = 1")]
    [InlineData("int userId, int copies = 1")]
    [InlineData("int userId, string locale")]
    public Task Flags_AParameterThatIsGone(string parameters) => Reports(Three, Send(parameters).Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Fact]
    public async Task Flags_WhatHappensToTheOthers()
    {
        Assert.Contains("'locale' any more, so that messages are read with every later argument at the wrong place", await Message(Three, Send("int userId, int copies = 1")), StringComparison.Ordinal);
        Assert.Contains("'copies' any more, so that messages lose it in silence", await Message(Three, Send("int userId, string locale")), StringComparison.Ordinal);
    }

    [Fact]
    public Task Accepts_AllParameters() => StaysSilent(Three, Send("int userId, string locale, int copies = 1"));

    [Fact]
    public Task Accepts_ANewNameForAParameter() => CheckAsync(
        new(Three, []),
        Harness.MarkedSource.Parse(Send("int userId, string culture, int copies = 1").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Accepts_TheRemovalOfWhatTheWorkerSupplies() => StaysSilent(Three, Send("int userId, string locale, int copies = 1, CancellationToken ct = default"));
}
