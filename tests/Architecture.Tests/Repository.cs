using System.Xml.Linq;

namespace TypedTasks.Architecture.Tests;

/// <summary>The checked-out source, found by walking up from the test assembly to the solution file.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Lists the project files below a folder of the repository, relative to its root, with forward slashes.</summary>
    public static IReadOnlyList<string> Projects(params string[] folders) =>
    [
        .. from folder in folders
           let path = Path.Combine(Root, folder)
           where Directory.Exists(path)
           from file in Directory.EnumerateFiles(path, "*.csproj", SearchOption.AllDirectories)
           let relative = Path.GetRelativePath(Root, file).Replace('\\', '/')
           where !relative.Split('/').Any(part => part is "bin" or "obj" or "node_modules")
           orderby relative
           select relative,
    ];

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    public static XDocument Xml(string relativePath) => XDocument.Load(Path.Combine(Root, relativePath));

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
