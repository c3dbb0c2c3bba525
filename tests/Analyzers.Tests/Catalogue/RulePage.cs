using System.Text.RegularExpressions;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>The page of a rule, cut at its headings.</summary>
internal sealed partial class RulePage
{
    /// <summary>What every page has, in this order; a rule with a fix also says what the fix changes.</summary>
    public static readonly string[] Headings = ["Bad", "Good", "Why", "What is not flagged", "How to silence"];

    private readonly Dictionary<string, string> sections = [];

    private RulePage(string text)
    {
        var parts = SecondLevelHeading().Split(text);
        Head = parts[0];
        for (var i = 1; i < parts.Length; i += 2)
        {
            sections.Add(parts[i], parts[i + 1]);
            Order.Add(parts[i]);
        }
    }

    /// <summary>What stands before the first section: the title and the line of facts.</summary>
    public string Head { get; }

    public List<string> Order { get; } = [];

    public string this[string heading] => sections[heading];

    public static RulePage Read(string id) => new(Repository.Read($"docs/rules/{id}.md"));

    /// <summary>The samples of a section, each a whole file.</summary>
    public IReadOnlyList<string> Samples(string heading) => [.. FencedCode().Matches(sections[heading]).Select(match => match.Groups[1].Value)];

    /// <summary>The contract file of a section's samples, or null.</summary>
    public string? Contract(string heading) => FencedText().Match(sections[heading]) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^```text\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedText();

    [GeneratedRegex("^## (.+)\n", RegexOptions.Multiline)]
    private static partial Regex SecondLevelHeading();

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();
}
