using System.Text.RegularExpressions;

namespace TypedTasks.Hosting.Tests.Snippets;

/// <summary>
/// C# in a page comes from compiled files: a block that follows <c>&lt;!-- snippet: name --&gt;</c> is the region of that name in
/// this folder, word for word but for the indentation and the registration's name.
/// </summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Pages =>
    [
        .. new[] { Path.Combine(Root, "README.md") }
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md"))
            .Where(page => Snippet().IsMatch(File.ReadAllText(page)))
            .Select(page => Path.GetRelativePath(Root, page)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_is_compiled_code(string page)
    {
        Dictionary<string, string> regions = Directory
            .EnumerateFiles(Path.Combine(Root, "tests", "Hosting.Tests", "Snippets"), "*.cs")
            .SelectMany(file => Region().Matches(File.ReadAllText(file)))
            .ToDictionary(match => match.Groups["name"].Value, match => Unindent(match.Groups["code"].Value));

        foreach (Match match in Snippet().Matches(File.ReadAllText(Path.Combine(Root, page))))
        {
            // A reader's assembly is called Shop; the one that compiles it is not.
            string shown = Unindent(match.Groups["code"].Value).Replace("AddShopTasks", "AddTypedTasksHostingTestsTasks", StringComparison.Ordinal);
            Assert.Equal(regions[match.Groups["name"].Value], shown);
        }
    }

    [GeneratedRegex(@"#region (?<name>\w+)\n(?<code>.*?)\n *#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"<!-- snippet: (?<name>\w+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    private static string Unindent(string code)
    {
        string[] lines = code.Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : string.Empty)).Trim();
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TypedTasks.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No TypedTasks.sln above {AppContext.BaseDirectory}.");
    }
}
