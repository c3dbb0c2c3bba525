using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1007FirstDelayMustNotExceedMaxDelayTests : RuleTests
{
    [Theory]
    [InlineData("[|FirstDelay = \"5m\"|], MaxDelay = \"1m\"")]
    [InlineData("MaxDelay = \"00:00:59\", [|FirstDelay = \"1m\"|], Retries = 9")]
    [InlineData("[|FirstDelay = \"2h\"|]")]
    [InlineData("[|FirstDelay = \"61m\"|], Backoff = BackoffKind.Fixed")]
    public Task Flags_AFirstDelayThatIsCut(string options) => Reports(Task(options));

    [Theory]
    [InlineData("FirstDelay = \"1m\", MaxDelay = \"1m\"")]
    [InlineData("FirstDelay = \"1h\"")]
    [InlineData("FirstDelay = \"2h\", MaxDelay = \"1d\"")]
    [InlineData("MaxDelay = \"5s\"")]
    public Task Accepts_AFirstDelayWithinTheLongest(string options) => StaysSilent(Task(options));

    [Fact]
    public async Task TheMessage_NamesTheDefault() => Assert.Equal(
        "FirstDelay is \"2h\", but no delay is longer than 1 hour, the default of MaxDelay: raise MaxDelay", await Message(Task("[|FirstDelay = \"2h\"|]")));

    [Fact]
    public Task Fixes_ByRaisingMaxDelay() => Fixes(
        """
        public static partial class Emails
        {
            [Task([|FirstDelay = "5m"|], MaxDelay = "1m", Retries = 5)] public static void Send(int userId) { }
            [Task([|FirstDelay = "2h"|])] public static void Read(int userId) { }
        }
        """,
        """
        public static partial class Emails
        {
            [Task(FirstDelay = "5m", MaxDelay = "5m", Retries = 5)] public static void Send(int userId) { }
            [Task(FirstDelay = "2h", MaxDelay = "2h")] public static void Read(int userId) { }
        }
        """);

    private static string Task(string options) => $$"""
        public static partial class Emails
        {
            [Task({{options}})] public static void Send(int userId) { }
        }
        """;
}
