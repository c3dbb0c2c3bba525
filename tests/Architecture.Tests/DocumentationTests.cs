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

    [GeneratedRegex("[a-z]+\\.lua")]
    private static partial Regex ScriptName();

    [GeneratedRegex("RuntimeScheduler\\.([A-Za-z]+)")]
    private static partial Regex SeamMember();
}
