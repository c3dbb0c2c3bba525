using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1001NumberMustBeInRangeTests : RuleTests
{
    [Theory]
    [InlineData("[|Retries = -1|]")]
    [InlineData("[|Retries = 201|]")]
    [InlineData("[|Priority = -1|]")]
    [InlineData("[|Priority = 10|]")]
    [InlineData("[|Version = 0|]")]
    [InlineData("[|Version = 65_536|]")]
    [InlineData("[|Backoff = (BackoffKind)4|]")]
    [InlineData("[|Retries = 500|], Queue = \"high\", [|Priority = 42|]")]
    public Task Flags_WhatNoFieldCanHold(string options) => Reports(Task(options));

    [Theory]
    [InlineData("Retries = 0")]
    [InlineData("Retries = 200")]
    [InlineData("Priority = 0")]
    [InlineData("Priority = 9")]
    [InlineData("Version = 1")]
    [InlineData("Version = 65_535")]
    [InlineData("Backoff = BackoffKind.None")]
    [InlineData("Backoff = (BackoffKind)3")]
    public Task Accepts_TheBounds(string options) => StaysSilent(Task(options));

    [Fact]
    public Task Flags_AConstantWhereItIsUsed() => Reports("""
        public static partial class Emails
        {
            private const int Often = 1_000;

            [Task([|Retries = Often|])] public static void Send(int userId) { }
        }
        """);

    private static string Task(string options) => $$"""
        public static partial class Emails
        {
            [Task({{options}})] public static void Send(int userId) { }
        }
        """;
}
