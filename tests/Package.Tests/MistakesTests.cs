using System.Text.RegularExpressions;

namespace TypedTasks.Package.Tests;

/// <summary>The sample of mistakes in the hands of a user: built, then mended, with nothing but the packages.</summary>
public sealed partial class MistakesTests(PackageFeed feed)
{
    /// <summary>The projects that <c>dotnet format analyzers</c> leaves without a mistake; the others need a person.</summary>
    private static readonly string[] Fixable = [.. MistakesSample.Projects.Where(project => project.StartsWith("Fixable", StringComparison.Ordinal))];

    [Fact]
    public void EveryRule_HasItsMistakes_WhereItCanBeMended()
    {
        PackedRules rules = feed.Rules();

        Assert.Equal(rules.FixedAtOnce, IdsOf(Fixable));
        Assert.Equal(rules.Ids.Except(rules.FixedAtOnce), IdsOf(MistakesSample.Projects.Except(Fixable)));
    }

    [Fact]
    public async Task EveryMistake_IsFoundInTheBuild_AndNothingElse()
    {
        MistakesSample sample = feed.NewMistakes("Mistakes");

        await BuildAsync(sample, MistakesSample.Projects);

        Assert.All(MistakesSample.Projects, project =>
        {
            BuildLog log = BuildLog.Of(Path.Combine(sample.Folder, project));
            Assert.Empty(log.Foreign);
            Assert.Equal(string.Join('\n', MistakesSample.MarksOf(project)), string.Join('\n', log.Ours));
        });
    }

    [Fact]
    public async Task DotnetFormat_MendsWhatHasAFix_AndThenHasNothingToDo()
    {
        MistakesSample sample = feed.NewMistakes("Mended");
        await BuildAsync(sample, Fixable); // what is restored and referenced is there

        await FormatAsync(sample);
        IReadOnlyDictionary<string, string> mended = sample.Texts();
        string output = await BuildAsync(sample, Fixable);

        Assert.All(Fixable, project =>
        {
            BuildLog log = BuildLog.Of(Path.Combine(sample.Folder, project));
            Assert.Empty(log.Foreign);
            Assert.True(log.Ours.Count == 0, $"{string.Join('\n', log.Ours)}\n{string.Join('\n', mended)}");
        });
        Assert.Matches(NoErrors(), output);

        await FormatAsync(sample);
        Assert.Equal(mended, sample.Texts());
    }

    private static string[] IdsOf(IEnumerable<string> projects) =>
        [.. projects.SelectMany(MistakesSample.MarksOf).Select(mark => mark[^6..]).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<string> BuildAsync(MistakesSample sample, IReadOnlyList<string> projects)
    {
        // Mistakes fail the build; which ones is for the log to say.
        var (_, output) = await DotNet.RunAsync(sample.Folder, "build", sample.SolutionOf(projects), "-nologo");
        Assert.All(projects, project => Assert.True(File.Exists(Path.Combine(sample.Folder, project, "build.sarif")), output));
        return output;
    }

    private static async Task FormatAsync(MistakesSample sample)
    {
        var (code, output) = await DotNet.RunAsync(sample.Folder, "format", "analyzers", sample.SolutionOf(Fixable), "--severity", "info", "--no-restore");
        Assert.True(code == 0, output);
    }

    [GeneratedRegex(@"\A((?!error).)*\Z", RegexOptions.Singleline)]
    private static partial Regex NoErrors();
}
