namespace TypedTasks.Package.Tests;

/// <summary>What somebody sees who adds the packages to a new project.</summary>
public sealed class NewProjectTests(PackageFeed feed)
{
    [Fact]
    public async Task TheProgramOfGettingStarted_RunsOnTheEmbeddedBroker()
    {
        string folder = await feed.NewProjectAsync(
            "Hello",
            FirstProgramOf("docs/getting-started.md"),
            "TypedTasks.Redis",
            "TypedTasks.Testing"); // and not TypedTasks: generator and properties must come through them

        var (code, output) = await DotNet.RunAsync(folder, "run");

        Assert.True(code == 0, output);
        Assert.Contains("Hello Ada, from a task", output, StringComparison.Ordinal);
        Assert.All(["TypedTasks", "TypedTasks.Redis", "TypedTasks.Testing"], id => Assert.True(feed.WasTaken(id), $"{id} came from elsewhere"));
    }

    [Fact]
    public async Task AMistake_IsAnErrorOfTheBuild()
    {
        string folder = await feed.NewProjectAsync(
            "Mistaken",
            """
            using TypedTasks;

            Greetings.Greet("Ada");

            public static class Greetings
            {
                [Task]
                public static string Greet(string name) => $"Hello {name}";
            }
            """,
            "TypedTasks");

        var (code, output) = await DotNet.RunAsync(folder, "build");

        Assert.NotEqual(0, code);
        Assert.True(output.Contains("error TT0001", StringComparison.Ordinal), output);
    }

    /// <summary>The first block of C# on a page.</summary>
    private static string FirstProgramOf(string page)
    {
        const string Fence = "```csharp";
        string text = File.ReadAllText(Path.Combine(PackageFeed.RepositoryRoot, page));
        int start = text.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
