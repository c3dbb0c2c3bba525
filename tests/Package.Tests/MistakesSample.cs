using System.Text.RegularExpressions;

namespace TypedTasks.Package.Tests;

/// <summary>
/// The sample of mistakes, copied out of the tree. A line that ends in <c>// TT3001</c> is a mistake that the rule must find, each
/// other line is none. In a file without comments the mark is a line of its own: <c># TT5001 above</c>.
/// </summary>
internal sealed partial class MistakesSample(string folder)
{
    private static readonly string Source = Path.Combine(PackageFeed.RepositoryRoot, "tests", "Package.Tests", "Mistakes");

    public string Folder => folder;

    /// <summary>The projects, by their folders.</summary>
    public static string[] Projects { get; } = [.. Directory.GetDirectories(Source).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>What a user has after writing it all by hand and adding the package.</summary>
    public static MistakesSample CopyTo(string folder, string version)
    {
        foreach (string file in Directory.GetFiles(Source, "*", SearchOption.AllDirectories))
        {
            // A project file inside the tree would have to be a project of the tree.
            string copy = Path.Combine(folder, Path.GetRelativePath(Source, file));
            copy = copy.EndsWith(".csproj.in", StringComparison.Ordinal) ? copy[..^".in".Length] : copy;
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(Path.Combine(folder, "TypedTasks.Version.props"), $"""
            <Project>
              <PropertyGroup>
                <TypedTasksVersion>{version}</TypedTasksVersion>
              </PropertyGroup>
            </Project>
            """);
        return new MistakesSample(folder);
    }

    /// <summary>The marks of a project: <c>CallSite.cs(15): TT3001</c>.</summary>
    public static IReadOnlyList<string> MarksOf(string project)
    {
        string root = Path.Combine(Source, project);
        return
        [
            .. from file in Directory.GetFiles(root, "*", SearchOption.AllDirectories)
               from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
               let mark = Mark().Match(line.Text)
               where mark.Success
               from Capture id in mark.Groups["id"].Captures
               let entry = $"{Path.GetRelativePath(root, file).Replace('\\', '/')}({line.Number}): {id.Value}"
               orderby entry
               select entry,
        ];
    }

    /// <summary>Some of its projects as one solution: a command starts once for them all.</summary>
    /// <returns>Its path.</returns>
    public string SolutionOf(IEnumerable<string> projects)
    {
        string solution = Directory.CreateDirectory(Path.Combine(folder, "obj")).FullName + "/Mistakes.slnx";
        IEnumerable<string> lines = projects.Select(project => $"""  <Project Path="../{project}/{project}.csproj" />""");
        File.WriteAllText(solution, $"<Solution>\n{string.Join('\n', lines)}\n</Solution>\n");
        return solution;
    }

    /// <summary>Every source text, to see whether something changed.</summary>
    public IReadOnlyDictionary<string, string> Texts() => Directory
        .GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "build.sarif"))
        .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText, StringComparer.Ordinal);

    [GeneratedRegex(@"(//|#) ?((?<id>TT\d{4}) ?)+$")]
    private static partial Regex Mark();
}
