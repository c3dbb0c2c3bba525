using System.IO.Compression;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedTasks.Package.Tests;

/// <summary>The rules and fixes as they are in the package, asked of themselves.</summary>
internal sealed class PackedRules
{
    private PackedRules(Assembly analyzers, Assembly fixes)
    {
        Ids = [.. All<DiagnosticAnalyzer>(analyzers).SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal)];
        FixedAtOnce =
        [
            .. All<CodeFixProvider>(fixes).Where(fix => fix.GetFixAllProvider() is not null).SelectMany(fix => fix.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Every rule.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The rules whose fix can be applied everywhere, as <c>dotnet format analyzers</c> does.</summary>
    public IReadOnlyList<string> FixedAtOnce { get; }

    public static PackedRules In(string package, string emptyFolder)
    {
        ZipFile.ExtractToDirectory(package, emptyFolder);
        string folder = Path.Combine(emptyFolder, "analyzers", "dotnet", "cs");
        return new PackedRules(
            Assembly.LoadFrom(Path.Combine(folder, "TypedTasks.Analyzers.dll")),
            Assembly.LoadFrom(Path.Combine(folder, "TypedTasks.CodeFixes.dll")));
    }

    private static IEnumerable<T> All<T>(Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.IsAbstract && typeof(T).IsAssignableFrom(type)
        select (T)Activator.CreateInstance(type)!;
}
