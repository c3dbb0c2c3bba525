using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1003DurationMustBeValidTests : RuleTests
{
    [Theory]
    [InlineData("[|Timeout = \"30\"|]")]
    [InlineData("[|Timeout = \"30 s\"|]")]
    [InlineData("[|Timeout = \"30sec\"|]")]
    [InlineData("[|Timeout = \"-30s\"|]")]
    [InlineData("[|Timeout = \"\"|]")]
    [InlineData("[|Timeout = \"0s\"|]")]
    [InlineData("[|Expires = \"00:00:00\"|]")]
    [InlineData("[|Expires = \"-00:00:01\"|]")]
    [InlineData("[|Expires = \"tomorrow\"|]")]
    [InlineData("[|FirstDelay = \"1w\"|]")]
    [InlineData("[|MaxDelay = \"25:00:00\"|]")]
    [InlineData("[|MaxDelay = \"99999999999999999d\"|]")]
    [InlineData("[|KeepResult = \"never\"|]")]
    public Task Flags_WhatIsNoDuration(string option) => Reports(Task(option));

    [Theory]
    [InlineData("Timeout = \"500ms\"")]
    [InlineData("Timeout = \"1.5h\"")]
    [InlineData("Timeout = \"00:05:00\"")]
    [InlineData("Expires = \"7.00:00:00\"")]
    [InlineData("FirstDelay = \"0s\"")]
    [InlineData("MaxDelay = \"1d\"")]
    [InlineData("KeepResult = \"none\"")]
    [InlineData("KeepResult = \"0s\"")]
    [InlineData("Timeout = null")]
    public Task Accepts_Durations(string option) => StaysSilent(Task(option));

    [Fact]
    public async Task TheMessage_NamesTheGrammar() =>
        Assert.Equal(
            "Timeout is \"30\", which is no duration: use a number with ms, s, m, h or d such as \"30s\", or hh:mm:ss",
            await Message(Task("[|Timeout = \"30\"|]")));

    [Theory]
    [InlineData("30 s", "30s")]
    [InlineData("30sec", "30s")]
    [InlineData("1.5 hours", "1.5h")]
    [InlineData("5 MIN", "5m")]
    [InlineData("250 msec", "250ms")]
    [InlineData("7 days", "7d")]
    public Task Fixes_ByOurUnits(string wrong, string right) => Fixes(Task($"[|Timeout = \"{wrong}\"|]"), Task($"Timeout = \"{right}\""));

    [Theory]
    [InlineData("30")]
    [InlineData("5M")]
    [InlineData("0s")]
    [InlineData("-30s")]
    [InlineData("tomorrow")]
    [InlineData("2 weeks")]
    public Task Fixes_NothingWhereTheUnitIsAGuess(string wrong) => HasNoFix(Task($"[|Timeout = \"{wrong}\"|]"));

    private static string Task(string option) => $$"""
        public static partial class Emails
        {
            [Task({{option}})] public static int Send(int userId) => userId;
        }
        """;
}
