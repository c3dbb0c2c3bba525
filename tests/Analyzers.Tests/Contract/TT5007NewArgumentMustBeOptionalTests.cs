namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5007NewArgumentMustBeOptionalTests : ContractRuleTests
{
    private const string One = "contract 1\ntask Emails.Send v1\n  0 userId int";

    [Theory]
    [InlineData("Task")]
    [InlineData("Task(Version = 2)")]
    public Task Flags_ANewArgumentWithoutDefault(string attributes) => Reports(One, Send("int userId, string [|locale|]", attributes));

    [Fact]
    public Task Flags_EachOfThem() => Reports(One, Send("int userId, string [|locale|], int [|copies|]"));

    [Fact]
    public Task Flags_ADefaultThatOldVersionsNeed() => Reports(
        "contract 1\ntask Emails.Send v2\n  0 userId int\n  1 locale string = \"en\"", Send("int userId, string [|locale|]", "Task(Version = 2)"));

    [Fact]
    public Task Accepts_ANewArgumentWithDefault() => CheckAsync(
        new(One, []),
        Harness.MarkedSource.Parse(Send("int userId, string locale = \"en\"", "Task(Version = 2)").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Accepts_ALostDefaultThatWasThereFromTheFirst() => CheckAsync(
        new(SendContract, []),
        Harness.MarkedSource.Parse(Send("int userId, string locale").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Accepts_ANewServiceOfTheWorkers() => StaysSilent(One, Send("int userId, [FromServices] IServiceProvider services"));
}
