namespace TypedTasks.Redis.Tests;

/// <summary>A page of the documentation.</summary>
internal static class DocsPage
{
    public static string Read(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TypedTasks.sln")))
            {
                return File.ReadAllText(Path.Combine(folder.FullName, "docs", name));
            }
        }

        throw new InvalidOperationException($"No TypedTasks.sln above {AppContext.BaseDirectory}.");
    }
}
