using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>The table of <c>docs/rules/README.md</c> is written from the rules; <c>eng/verify-rules.sh</c> rewrites it.</summary>
public sealed class RuleTableTests
{
    private const string File = "docs/rules/README.md";
    private const string Start = "| Id | Severity | Rule | Fix |\n|---|---|---|---|\n";

    [Fact]
    public void TheTable_HasARowForEveryRule()
    {
        var page = Repository.Read(File);
        var start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        Assert.True(start >= Start.Length, $"{File} has no table");
        var end = start;
        while (end < page.Length && page[end] == '|')
        {
            end = page.IndexOf('\n', end) + 1;
        }

        var table = string.Concat(Shipped.Descriptors.Select(rule =>
            $"| {rule.Id} | {rule.DefaultSeverity} | [{rule.Title}]({rule.Id}.md) | fix: {(Rules.HasFix(rule.Id) ? "yes" : "no")} |\n"));
        if (Environment.GetEnvironmentVariable("TYPEDTASKS_WRITE") == "1")
        {
            System.IO.File.WriteAllText(Repository.PathOf(File), page[..start] + table + page[end..]);
            return;
        }

        Assert.Equal(table, page[start..end]);
    }
}
