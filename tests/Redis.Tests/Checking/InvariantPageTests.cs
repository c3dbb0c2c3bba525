using System.Text.RegularExpressions;
using TypedTasks.Redis.Checking;

namespace TypedTasks.Redis.Tests.Checking;

/// <summary>docs/invariants.md lists every invariant, and no other.</summary>
public sealed partial class InvariantPageTests
{
    [Fact]
    public void The_page_and_the_check_know_the_same_invariants() => Assert.Equal(
        Invariants.All.Select(static one => (one.ToString(), one.Sentence)),
        Row().Matches(DocsPage.Read("invariants.md")).Select(static row => (row.Groups[1].Value, row.Groups[2].Value)));

    [Fact]
    public void They_are_numbered_from_1() => Assert.Equal(Enumerable.Range(1, Invariants.All.Count), Invariants.All.Select(static one => one.Number));

    [GeneratedRegex(@"^\| (I\d+) \| ([^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
