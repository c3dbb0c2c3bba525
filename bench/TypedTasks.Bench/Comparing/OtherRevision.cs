using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Comparing;

/// <summary>Checks a revision out under artifacts/ and builds the measured program of the working tree against it.</summary>
internal static class OtherRevision
{
    private static readonly string Worker = Path.Combine("bench", "TypedTasks.Bench.Worker");

    /// <returns>The assembly.</returns>
    public static async Task<string> BuildAsync(string revision)
    {
        string folder = Path.GetFullPath(Path.Combine("artifacts", "bench", $"rev-{revision}"));
        if (!Directory.Exists(folder))
        {
            await Tool.RunAsync("git", "worktree", "prune");
            await Tool.RunAsync("git", "worktree", "add", "--detach", folder, revision);
        }

        string target = Path.Combine(folder, Worker);
        foreach (string source in (await Tool.RunAsync("git", "ls-files", "--cached", "--others", "--exclude-standard", Worker)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string copy = Path.Combine(folder, source);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source, copy, overwrite: true);
        }

        await Tool.RunAsync("dotnet", "build", target, "-c", "Release", "-v", "q", "-clp:NoSummary");
        return Path.Combine(folder, Ours.TypedTasks.Command[1]);
    }
}
