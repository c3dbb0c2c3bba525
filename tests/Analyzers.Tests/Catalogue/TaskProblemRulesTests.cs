using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>Nothing that the generator skips goes unsaid, and no rule waits for a problem that does not exist.</summary>
public sealed class TaskProblemRulesTests
{
    public static TheoryData<string> Options =>
        [.. typeof(TaskAttribute).GetProperties().Where(option => option.DeclaringType == typeof(TaskAttribute)).Select(option => option.Name)];

    [Fact]
    public void EveryKindOfProblem_HasARule() => Assert.All(
        Enum.GetValues<TaskProblemKind>(),
        kind => Assert.Contains(TaskProblemRules.For(kind, null), TaskProblemRules.All));

    [Fact]
    public void EveryRule_HasAProblem()
    {
        var spoken =
            from kind in Enum.GetValues<TaskProblemKind>()
            from option in Options.Select(option => (string?)option.Data).Append(null)
            select TaskProblemRules.For(kind, option).Id;

        Assert.Equal(TaskProblemRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), spoken.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Version", "TT1001")]
    [InlineData("Retries", "TT1001")]
    [InlineData("Priority", "TT1001")]
    [InlineData("Backoff", "TT1001")]
    [InlineData("Queue", "TT1002")]
    [InlineData("FirstDelay", "TT1003")]
    [InlineData("MaxDelay", "TT1003")]
    [InlineData("Timeout", "TT1003")]
    [InlineData("Expires", "TT1003")]
    [InlineData("KeepResult", "TT1003")]
    [InlineData("RetryOn", "TT1004")]
    [InlineData("DoNotRetryOn", "TT1004")]
    public void EveryOption_HasItsRule(string option, string id) =>
        Assert.Equal(id, TaskProblemRules.For(TaskProblemKind.InvalidOption, option).Id);

    [Fact]
    public void NoOption_IsForgottenHere() => Assert.Equal(
        ["Backoff", "DoNotRetryOn", "Expires", "FirstDelay", "Jitter", "KeepResult", "MaxDelay", "Name", "Priority", "Proxy", "Queue", "Retries", "RetryOn", "Timeout", "Version"],
        Options.Select(option => option.Data).Order(StringComparer.Ordinal));
}
