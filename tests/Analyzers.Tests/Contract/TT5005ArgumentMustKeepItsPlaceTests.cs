namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5005ArgumentMustKeepItsPlaceTests : ContractRuleTests
{
    private const string Two = "contract 1\ntask Emails.Send v1\n  0 userId int\n  1 orderId int";

    [Fact]
    public Task Flags_ArgumentsThatTradedPlaces() => Reports(Two, Send("int orderId, int [|userId|]"));

    [Theory]
    [InlineData("bool [|now|], int userId, int orderId")]
    [InlineData("int userId, bool [|now|], int orderId")]
    public Task Flags_ANewArgumentInFront(string parameters) => Reports(Two, Send(parameters));

    [Fact]
    public Task Accepts_TheOrderOfTheFile() => StaysSilent(Two, Send("int userId, int orderId"));

    [Fact]
    public Task Accepts_ATokenInBetween() => StaysSilent(Two, Send("int userId, CancellationToken ct, int orderId"));

    [Fact]
    public Task Accepts_ANewArgumentAtTheEndWithANewVersion() => CheckAsync(
        new(Two, []),
        Harness.MarkedSource.Parse(Send("int userId, int orderId, bool now = false", "Task(Version = 2)").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));
}
