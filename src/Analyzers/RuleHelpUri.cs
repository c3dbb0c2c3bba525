using System.Reflection;

namespace TypedTasks.Analyzers;

/// <summary>Where the page of a rule is.</summary>
/// <remarks>
/// The base is the MSBuild property <c>RuleHelpBase</c>: a path inside the repository until the project has a home on the web,
/// then that home's address. Nothing here invents a host.
/// </remarks>
internal static class RuleHelpUri
{
    public static string Base { get; } = typeof(RuleHelpUri).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(metadata => metadata.Key == "RuleHelpBase").Value!;

    public static string For(string id) => $"{Base}{id}.md";
}
