using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedTasks.Analyzers.Tests.Catalogue;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Torture;

/// <summary>
/// Words are taken out of code at random, seed by seed, and tasks are planted where none were meant: whatever that means, no analyzer,
/// no fix and not the generator throws.
/// </summary>
public sealed partial class BrokenCodeTests
{
    private const int FilesOfARound = 70;

    /// <summary>Seeds of a round each: a few in every run, more by <c>TYPEDTASKS_SEEDS=100</c>.</summary>
    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("TYPEDTASKS_SEEDS") ?? "2", CultureInfo.InvariantCulture))];

    [Theory, MemberData(nameof(Seeds))]
    public async Task NobodyThrows_WhereThePagesOfTheRulesAreBroken(int seed)
    {
        var dice = new Random(seed);
        var pages = Rules.Ids.SelectMany(id => new[] { "Bad", "Good" }.SelectMany(RulePage.Read(id.Data).Samples)).ToList();

        Assert.NotEqual(0, await FixesApplied(pages.Select(page => BrokenCode.Break(page, dice))));
    }

    [Theory, MemberData(nameof(Seeds))]
    public async Task NobodyThrows_WhereAnyMethodOfOursIsATaskAndItsFileMayBeBroken(int seed)
    {
        var dice = new Random(seed);
        var files = SourceFiles().OrderBy(_ => dice.Next()).Take(FilesOfARound).ToList();

        await FixesApplied(files
            .Select(file => PlantedTasks.Plant(file, dice, oneIn: 2))
            .Select(file => dice.Next(2) == 0 ? file : BrokenCode.Break(file, dice)));
    }

    /// <summary>Everything in src, tests and samples, in an order that does not depend on the disk.</summary>
    private static IEnumerable<string> SourceFiles() =>
        from folder in (string[])["src", "tests", "samples"]
        from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules")
        select File.ReadAllText(file);

    private static async Task<int> FixesApplied(IEnumerable<string> sources)
    {
        using var workspace = new AdhocWorkspace();
        var project = UserWorkspace.Open(workspace).AddDocument("OneTask.cs", TortureSource.OneTask).Project;
        foreach (var (index, source) in sources.Index())
        {
            project = project.AddDocument($"Broken{index}.cs", SourceText.From(InItsOwnNamespace(source, index))).Project;
        }

        var compilation = (await project.GetCompilationAsync())!;
        var diagnostics = await AllRules.SayOfGeneratedAsync(compilation);

        Assert.NotEmpty(diagnostics); // otherwise nothing was awake
        return await AllFixes.ApplyAsync(project, diagnostics);
    }

    /// <summary>The samples are all called Emails.</summary>
    private static string InItsOwnNamespace(string source, int index)
    {
        if (OwnNamespace().IsMatch(source))
        {
            return source;
        }

        var after = LastUsing().Match(source);
        return source.Insert(after.Success ? after.Index + after.Length : 0, string.Create(CultureInfo.InvariantCulture, $"namespace Broken{index};\n"));
    }

    [GeneratedRegex("^namespace ", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();

    [GeneratedRegex(@"\A(using [^;]*;\r?\n)+")]
    private static partial Regex LastUsing();
}
