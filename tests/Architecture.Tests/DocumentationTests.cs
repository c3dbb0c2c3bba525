using System.Text.RegularExpressions;

namespace TypedTasks.Architecture.Tests;

/// <summary>Pages that list what the source has name all of it, and nothing else.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void The_state_machine_names_exactly_the_scripts_that_there_are()
    {
        string scripts = Path.Combine(Repository.Root, "src", "Redis", "Scripts");

        Assert.Equal(
            Directory.GetFiles(scripts, "*.lua").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
            ScriptName().Matches(Repository.Read("docs/state-machine.md")).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_banned_symbol_is_replaced_by_something_that_there_is()
    {
        string[] named = [.. SeamMember().Matches(Repository.Read("eng/BannedSymbols.txt")).Select(match => match.Groups[1].Value).Distinct()];

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.NotEmpty(typeof(RuntimeScheduler).GetMember(name)));
        Assert.DoesNotContain("ITaskScheduler", Repository.Read("eng/BannedSymbols.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_names_a_test_that_there_is()
    {
        string[] rows = [.. Repository.Read("docs/faults.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Fault", StringComparison.Ordinal))];
        ILookup<string, string> sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileName(path).Split('.')[0], StringComparer.Ordinal);

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.NotEmpty(TestName().Matches(row)));
        Assert.All(rows.SelectMany(row => TestName().Matches(row)), name => Assert.True(
            sources[name.Groups[1].Value].Any(path => File.ReadAllText(path).Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)),
            $"There is no test {name.Value}."));
    }

    [GeneratedRegex("`([A-Za-z0-9]+)\\.([A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("[a-z_]+\\.lua")]
    private static partial Regex ScriptName();

    [GeneratedRegex("RuntimeScheduler\\.([A-Za-z]+)")]
    private static partial Regex SeamMember();
}
