namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5001TaskMustBeDeclaredTests : ContractRuleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("contract 1\n")]
    [InlineData("contract 1\n\ntask Letters.Send v1\n  0 letterId int\n\n# gone for good\nretired Emails.Greet\n")]
    public Task Flags_ATaskThatTheFileDoesNotHave(string contract) =>
        Reports(contract.Replace("task Letters.Send v1", "{|TT5002:task Letters.Send v1|}", StringComparison.Ordinal), Send("int userId").Replace(" Send(", " [|Send|](", StringComparison.Ordinal));

    [Fact]
    public async Task Flags_ATaskOfARetiredName()
    {
        const string contract = "contract 1\nretired Emails.Send";
        await Reports(contract, Send("int userId").Replace(" Send(", " [|Send|](", StringComparison.Ordinal));
        Assert.Contains("is retired", await Message(contract, Send("int userId")), StringComparison.Ordinal);
    }

    [Fact]
    public Task Accepts_ADeclaredTask() => StaysSilent(SendContract, Send("int userId, string locale = \"en\""));

    [Fact]
    public Task Accepts_ATaskWithOtherBlanksCommentsAndLineEnds() => StaysSilent(
        "\uFEFF# ours\r\ncontract 1 # format\r\n\r\n\r\ntask  Emails.Send   v1  \r\n\t0 userId int\r\n  # who\r\n  1 locale string = \"en\" # in ISO 639\r\n",
        Send("int userId, string locale = \"en\""));

    [Fact]
    public Task Accepts_AMethodThatIsNoTask() => StaysSilent("contract 1", """
        public static class Emails
        {
            public static void Send(int userId) { }
        }
        """);

    [Fact]
    public Task Accepts_WhatTheWorkerSupplies() => StaysSilent("contract 1\ntask Emails.Send v1\n  0 userId int", Send(
        "int userId, [FromServices] IServiceProvider services, TaskContext context, CancellationToken cancellationToken"));

    [Fact]
    public Task Fixes_ByAddingTheTaskInOrderWithTheTypesThatItReaches() => Fixes(
        """
        # The wire of the shop.
        contract 1

        # first of all
        task Emails.Greet v1
          0 userId int

        # last
        retired Emails.Shout
        """,
        Source("[|Send|]"),
        """
        # The wire of the shop.
        contract 1

        # first of all
        task Emails.Greet v1
          0 userId int

        task Emails.Send v2
          alias Mails.Send
          0 letters array<Shop.Letter> (List<Letter>)
          1 tone Shop.Tone = Kind
          2 seal bytes? = null
          returns map<string, Guid?> (Dictionary<string, Guid?>)

        # last
        retired Emails.Shout

        object Shop.Letter map
          To string required
          Place Shop.Place?
          Copies tuple<int, string?>? ((int, string?)?)

        struct Shop.Place array
          0 X double

        enum Shop.Tone byte
          Kind = 0
          Cold = 7
        """,
        Source("Send"));

    private static string Source(string send) => $$"""
        using MessagePack;
        using Shop;

        public static partial class Emails
        {
            [Task] public static void Greet(int userId) { }
            [Task(Version = 2), TaskAlias("Mails.Send")] public static Dictionary<string, Guid?> {{send}}(List<Letter> letters, Tone tone = Tone.Kind, byte[]? seal = null) => [];
        }

        namespace Shop
        {
            public sealed record Letter(string To)
            {
                public Place? Place { get; set; }
                public (int, string?)? Copies { get; set; }
            }

            [MessagePackObject] public struct Place { [Key(0)] public double X { get; set; } }

            public enum Tone : byte { Kind, Cold = 7 }
        }
        """;
}
