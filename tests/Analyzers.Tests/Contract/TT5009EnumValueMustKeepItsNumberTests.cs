using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5009EnumValueMustKeepItsNumberTests : ContractRuleTests
{
    private const string Contract = "contract 1\ntask Emails.Send v1\n  0 tone Tone\n\nenum Tone int\n  Kind = 0\n  Cold = 1";

    [Theory]
    [InlineData("enum Tone { [|Cold|], [|Kind|] }")]
    [InlineData("enum Tone { Kind, Neutral, [|Cold|] }")]
    [InlineData("enum [|Tone|] { Kind }")]
    [InlineData("enum [|Tone|] : byte { Kind, Cold }")]
    public Task Flags_ANumberThatMeansSomethingElse(string tone) => Reports(Contract, Source(tone));

    [Fact]
    public async Task Flags_WhatToWrite() => Assert.Equal(
        "'Cold' of 'Tone' was 1 and is 2, but numbers travel, not names; write Cold = 1", await Message(Contract, Source("enum Tone { Kind, Neutral, Cold }")));

    [Fact]
    public Task Accepts_TheNumbersOfTheFile() => StaysSilent(Contract, Source("enum Tone { Cold = 1, Kind = 0 }"));

    [Theory]
    [InlineData("enum {|TT5013:Tone|} { Kind, Cold, Rude }")]
    [InlineData("enum {|TT5013:Tone|} { Kind, Cool }")]
    [InlineData("enum {|TT5013:Tone|} : long { Kind, Cold }")]
    public Task Accepts_NewValuesNewNamesAndAWiderInteger(string tone) => CheckAsync(new(Contract, []), MarkedSource.Parse(Source(tone), RuleId));

    [Fact]
    public Task Accepts_AnEnumThatDoesNotTravel() => StaysSilent(Contract, Source("enum Tone { Kind, Cold } enum Mood { Good }"));

    private static string Source(string tone) => Send("Tone tone") + "\npublic " + tone.Replace("} enum", "} public enum", StringComparison.Ordinal);
}
