using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5006ArgumentMustKeepItsTypeTests : ContractRuleTests
{
    [Theory]
    [InlineData("int", "short")]
    [InlineData("int", "string")]
    [InlineData("int", "uint")]
    [InlineData("int", "float")]
    [InlineData("int?", "int")]
    [InlineData("double", "float")]
    [InlineData("string", "Guid")]
    [InlineData("array<int> (int[])", "string[]")]
    [InlineData("array<int?> (int?[])", "int[]")]
    [InlineData("map<string, long> (Dictionary<string, long>)", "Dictionary<string, int>")]
    [InlineData("tuple<int, int> ((int, int))", "(int, int, int)")]
    [InlineData("DateTime", "DateTimeOffset")]
    [InlineData("bytes", "List<byte>")]
    public Task Flags_ATypeThatDoesNotReadAllOfTheOld(string old, string now) =>
        Reports($"contract 1\ntask Emails.Send v1\n  0 value {old}", Send($"{now} [|value|]"));

    [Fact]
    public async Task Flags_WhatDoesNotFit() => Assert.Equal(
        "'value' of 'Emails.Send' was long and is int: not every long fits into int; keep the type, or give the task a new name",
        await Message("contract 1\ntask Emails.Send v1\n  0 value long", Send("int value")));

    [Theory]
    [InlineData("int", "long")]
    [InlineData("int", "int?")]
    [InlineData("int", "double")]
    [InlineData("byte", "char")]
    [InlineData("float", "double")]
    [InlineData("string", "string?")]
    [InlineData("string?", "string")]
    [InlineData("Guid", "string")]
    [InlineData("DateOnly", "int")]
    [InlineData("TimeSpan", "long")]
    [InlineData("int", "DayOfWeek", "\nenum System.DayOfWeek int\n  Sunday = 0\n  Monday = 1\n  Tuesday = 2\n  Wednesday = 3\n  Thursday = 4\n  Friday = 5\n  Saturday = 6")]
    [InlineData("array<int> (int[])", "List<long>")]
    [InlineData("array<int> (int[])", "HashSet<int>?")]
    public Task Accepts_AWideningThatOnlyTheFileMustLearn(string old, string now, string more = "")
    {
        // A shape that nothing names may stand in the file.
        string contract = $"contract 1\ntask Emails.Send v1\n  0 value {old}{more}";
        return CheckAsync(new(contract, []), MarkedSource.Parse(Send($"{now} value").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));
    }

    [Theory]
    [InlineData("int", "int")]
    [InlineData("array<string> (IReadOnlyList<string>)", "IReadOnlyList<string>")]
    [InlineData("bytes (ReadOnlyMemory<byte>)", "ReadOnlyMemory<byte>")]
    [InlineData("array<map<string, array<int?>>> (List<Dictionary<string, int?[]>>)", "List<Dictionary<string, int?[]>>")]
    public Task Accepts_TheTypeOfTheFile(string old, string now) => StaysSilent($"contract 1\ntask Emails.Send v1\n  0 value {old}", Send($"{now} value"));

    [Theory]
    [InlineData("Money")]
    [InlineData("custom<Money by CentsSerializer>")]
    [InlineData("opaque<Money>")]
    public Task Flags_AnArgumentThatAnotherSerializerWrote(string written) => Reports(
        $"contract 1\ntask Emails.Send v1\n  0 money {written}\n\nstruct Money map\n  Cents long required\n", Custom("[|money|]"));

    [Fact]
    public Task Accepts_TheSerializerOfTheFile() => StaysSilent("contract 1\ntask Emails.Send v1\n  0 money custom<Money by MoneySerializer>\n", Custom("money"));

    [Fact]
    public Task Accepts_TheSerializerOfTheTypeAtTheArgument() => CheckAsync(
        new("contract 1\ntask Emails.Send v1\n  0 money Money\n\ncustom Money MoneySerializer\n", []),
        MarkedSource.Parse(Custom("money").Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    private static string Custom(string money) => $$"""
        using TypedTasks.Serialization;

        {{Send($"[TaskSerializer(typeof(MoneySerializer))] Money {money}")}}

        public readonly record struct Money(long Cents);

        public sealed class MoneySerializer : ITaskSerializer<Money>
        {
            public static void Write(ref PayloadWriter writer, Money value) { }
            public static Money Read(ref PayloadReader reader) => default;
        }
        """;
}
