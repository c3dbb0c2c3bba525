namespace TypedTasks.Architecture.Tests;

/// <summary>A project outside the solution is neither built nor tested by <c>./do</c>, and nobody notices.</summary>
public sealed class SolutionTests
{
    public static TheoryData<string> Projects => [.. Repository.Projects("src", "tests", "samples", "bench")];

    [Theory, MemberData(nameof(Projects))]
    public void EveryProject_IsInTheSolution(string project)
    {
        var solution = Repository.Read("TypedTasks.sln").Replace('\\', '/');

        Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Projects))]
    public void EveryProject_SaysItsType(string project)
    {
        var type = Assert.Single(Repository.Xml(project).Descendants("ProjectType")).Value;

        Assert.True(File.Exists(Path.Combine(Repository.Root, "eng", $"{type}.targets")), $"eng/{type}.targets does not exist");
    }
}
