namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5012ContractFileMustBeReadableTests : ContractRuleTests
{
    [Theory]
    [InlineData("[|task Emails.Send v1|]\n  0 userId int")]
    [InlineData("[|contract 2|]\ntask Emails.Send v1")]
    [InlineData("[|contract one|]")]
    [InlineData("contract 1\n[|<<<<<<< HEAD|]\ntask Emails.Send v1\n[|=======|]\n[|>>>>>>> other|]")]
    [InlineData("contract 1\n[|  0 userId int|]")]
    [InlineData("contract 1\n[|task Emails.Send|]")]
    [InlineData("contract 1\n[|task Emails.Send v0|]")]
    [InlineData("contract 1\ntask Emails.Send v1\n[|  1 userId int|]")]
    [InlineData("contract 1\ntask Emails.Send v1\n[|  0 userId|]")]
    [InlineData("contract 1\ntask Emails.Send v1\n[|  0 userId array<int|]")]
    [InlineData("contract 1\ntask Emails.Send v1\n[|  0 userId int more|]")]
    [InlineData("contract 1\n[|enum Tone text|]")]
    [InlineData("contract 1\nenum Tone byte\n[|  Kind = 256|]")]
    [InlineData("contract 1\n[|object Letter list|]")]
    public Task Flags_WhatCannotBeUnderstood(string contract) => Reports(contract, Send("int userId"));

    [Theory]
    [InlineData("contract 1\ntask Emails.Send v1\n[|task Emails.Send v2|]")]
    [InlineData("contract 1\ntask Emails.Send v1\n[|task Mails.Send v1|]\n  alias Emails.Send")]
    [InlineData("contract 1\nretired Mails.Send\n[|retired Mails.Send|]")]
    [InlineData("contract 1\ntask Emails.Send v1\n[|retired Emails.Send|]")]
    [InlineData("contract 1\nenum Tone int\n[|enum Tone int|]")]
    [InlineData("contract 1\n[|enum Tone int|]\n  Kind = 0\n  Kind = 1")]
    [InlineData("contract 1\n[|object Letter array|]\n  0 A int\n  0 B int")]
    public Task Flags_WhatIsThereTwice(string contract) => Reports(contract, Send("int userId"));

    [Fact]
    public async Task Flags_WithTheLineNumber() => Assert.Equal(
        "Line 3 of TypedTasks.Contract.txt: parameter 0 is expected here, not 1", await Message("contract 1\ntask Emails.Send v1\n  1 userId int", Send("int userId")));

    [Theory]
    [InlineData("contract 1\ntask Emails.Send v1\n  0 userId int\n")]
    [InlineData("# ours\n\n  # indented\ncontract 1\n\ntask Emails.Send v1   # sends\n    0   userId   int   # who\n\n\n")]
    [InlineData("contract 1\r\n\r\ntask Emails.Send v1\r\n  0 userId int\r\n")]
    public Task Accepts_AnyBlanksCommentsAndLineEnds(string contract) => StaysSilent(contract, Send("int userId"));
}
