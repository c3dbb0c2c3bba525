namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5010NewArgumentMustRaiseTheVersionTests : ContractRuleTests
{
    private const string One = "contract 1\ntask Emails.Send v1\n  0 userId int";

    [Fact]
    public Task Flags_ANewArgumentUnderTheOldVersion() => Reports(One, Send("int userId, string [|locale|] = \"en\""));

    [Fact]
    public Task Flags_TheFirstOfSeveral() => Reports(One, Send("int userId, string [|locale|] = \"en\", int copies = 1"));

    [Fact]
    public Task Flags_ItAtHigherVersionsToo() => Reports(
        "contract 1\ntask Emails.Send v3\n  0 userId int", Send("int userId, string [|locale|] = \"en\"", "Task(Version = 3)"));

    [Fact]
    public Task Accepts_ANewVersionThatTheFileKnows() => StaysSilent(
        "contract 1\ntask Emails.Send v2\n  0 userId int\n  1 locale string = \"en\"", Send("int userId, string locale = \"en\"", "Task(Version = 2)"));

    [Fact]
    public Task Accepts_AnyHigherVersion() => CheckAsync(
        new(One, []),
        Harness.MarkedSource.Parse(Send("int userId, string locale = \"en\"", "Task(Version = 7)").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Accepts_NoNewArgument() => StaysSilent(One, Send("int userId"));

    [Fact]
    public Task Fixes_ByRaisingTheVersion() => Fixes(
        One,
        Send("int userId, string [|locale|] = \"en\"", "Task(Queue = \"high\")"),
        One,
        Send("int userId, string locale = \"en\"", "Task(Queue = \"high\", Version = 2)").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal));

    [Fact]
    public Task Fixes_AVersionBelowThatOfTheFile_ByPassingIt() => Fixes(
        "contract 1\ntask Emails.Send v3\n  0 userId int",
        Send("int userId, string [|locale|] = \"en\"", "Task(Version = 2)").Replace(" Send(", " {|TT5014:Send|}(", StringComparison.Ordinal),
        "contract 1\ntask Emails.Send v3\n  0 userId int",
        Send("int userId, string locale = \"en\"", "Task(Version = 4)").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal));
}
