using System.Reflection;
using TypedTasks.Redis.Server;

namespace TypedTasks.Samples.Tests;

/// <summary>Starts samples as processes of their own.</summary>
internal static class SampleProcess
{
    /// <summary>Starts what the build made of a sample, in its own folder.</summary>
    /// <param name="folder">Its folder below <c>samples</c>.</param>
    /// <param name="assembly">The name of its assembly.</param>
    /// <param name="arguments">What it is told.</param>
    public static ChildProcess Start(string folder, string assembly, params string[] arguments)
    {
        string project = Path.Combine(Metadata("RepositoryRoot"), "samples", folder);
        return ChildProcess.Start(Path.Combine(project, "bin", Metadata("Configuration"), "net10.0", $"{assembly}.dll"), project, arguments);
    }

    private static string Metadata(string key) =>
        typeof(SampleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == key).Value!;
}
