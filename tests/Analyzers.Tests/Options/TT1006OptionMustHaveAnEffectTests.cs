using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1006OptionMustHaveAnEffectTests : RuleTests
{
    [Theory]
    [InlineData("Retries = 0, [|Backoff = BackoffKind.Linear|], [|FirstDelay = \"1s\"|], [|MaxDelay = \"1m\"|], [|Jitter = false|]")]
    [InlineData("[|RetryOn = new[] { typeof(TimeoutException) }|], Retries = 0")]
    [InlineData("[|DoNotRetryOn = new[] { typeof(TimeoutException) }|], Retries = 0")]
    [InlineData("Backoff = BackoffKind.None, [|FirstDelay = \"1s\"|], [|MaxDelay = \"1m\"|], [|Jitter = true|]")]
    [InlineData("FirstDelay = \"0s\", [|Backoff = BackoffKind.Linear|], [|MaxDelay = \"1m\"|]")]
    [InlineData("Backoff = BackoffKind.Fixed, FirstDelay = \"30s\", [|MaxDelay = \"1m\"|]")]
    [InlineData("Backoff = BackoffKind.Fixed, [|MaxDelay = \"10s\"|]")]
    public Task Flags_WhatAnotherOptionMakesVoid(string options) => Reports(Task(options));

    [Theory]
    [InlineData("Retries = 0")]
    [InlineData("Retries = 0, Timeout = \"30s\", Queue = \"high\", KeepResult = \"1h\"")]
    [InlineData("Retries = 3, Backoff = BackoffKind.Linear, FirstDelay = \"1s\", MaxDelay = \"1m\", Jitter = false")]
    [InlineData("Backoff = BackoffKind.None, RetryOn = new[] { typeof(TimeoutException) }")]
    [InlineData("Backoff = BackoffKind.Fixed, FirstDelay = \"30s\", Jitter = false")]
    [InlineData("Backoff = BackoffKind.Fixed, MaxDelay = \"5s\"")]
    [InlineData("KeepResult = \"1h\"")]
    public Task Accepts_OptionsThatGoTogether(string options) => StaysSilent(Task(options));

    [Fact]
    public async Task TheMessage_NamesBoth() =>
        Assert.Equal("FirstDelay has no effect, because Retries is 0: leave one of them out", await Message(Task("Retries = 0, [|FirstDelay = \"1s\"|]")));

    [Fact]
    public Task Fixes_ByRemovingTheOption() => Fixes(
        """
        public static partial class Emails
        {
            [Task([|FirstDelay = "1s"|], Retries = 0, [|MaxDelay = "1m"|], Queue = "high", [|Jitter = false|])]
            public static void Send(int userId) { }

            [Task(Retries = 0, [|RetryOn = new[] { typeof(TimeoutException) }|])] // once
            public static void Read(int userId) { }
        }
        """,
        """
        public static partial class Emails
        {
            [Task(Retries = 0, Queue = "high")]
            public static void Send(int userId) { }

            [Task(Retries = 0)] // once
            public static void Read(int userId) { }
        }
        """);

    private static string Task(string options) => $$"""
        public static partial class Emails
        {
            [Task({{options}})] public static void Send(int userId) { }
        }
        """;
}
