namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>The checked-out source, found by walking up from the test assembly to the solution file.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    public static string Read(string relativePath) => File.ReadAllText(PathOf(relativePath)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TypedTasks.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No TypedTasks.sln above {AppContext.BaseDirectory}.");
    }
}
