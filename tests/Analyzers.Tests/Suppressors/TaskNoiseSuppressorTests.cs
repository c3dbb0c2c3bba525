using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Analyzers.Suppressors;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Suppressors;

/// <summary>With the analyzers of the SDK that builds this repository.</summary>
public sealed class TaskNoiseSuppressorTests
{
    [Theory]
    [InlineData("CA1822", "internal sealed partial class Emails { [Task] public void Send(int userId) => Console.WriteLine(userId); }")]
    [InlineData("CA1812", "internal sealed partial class Emails { [Task] public void Send(int userId) => Console.WriteLine(userId); }")]
    public async Task Suppresses_WhatIsSaidOfATask(string id, string source) =>
        Assert.Equal([true], from diagnostic in await DiagnoseAsync(source) where diagnostic.Id == id select diagnostic.IsSuppressed);

    [Theory]
    [InlineData("CA1822", "internal sealed partial class Emails { public void Send(int userId) => Console.WriteLine(userId); }")]
    [InlineData("CA1812", "internal sealed partial class Emails { public void Send(int userId) => Console.WriteLine(userId); }")]
    public async Task Leaves_WhatIsSaidOfOtherMethods(string id, string source) =>
        Assert.Equal([false], from diagnostic in await DiagnoseAsync(source) where diagnostic.Id == id select diagnostic.IsSuppressed);

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(string source)
    {
        var rules = SdkAnalyzers().SelectMany(one => one.SupportedDiagnostics).Select(rule => rule.Id).Distinct();
        var compilation = UserProject.Compile(source);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(rules.ToDictionary(id => id, _ => ReportDiagnostic.Warn)));
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false, reportSuppressedDiagnostics: true);
        return await compilation.WithAnalyzers([.. SdkAnalyzers(), new TaskNoiseSuppressor()], options).GetAnalyzerDiagnosticsAsync();
    }

    private static IEnumerable<DiagnosticAnalyzer> SdkAnalyzers()
    {
        // <dotnet>/shared/Microsoft.NETCore.App/<version>/ holds the runtime; the SDKs lie beside.
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var file = Directory.EnumerateFiles(Path.Combine(dotnet, "sdk"), "Microsoft.CodeAnalysis*.NetAnalyzers.dll", SearchOption.AllDirectories)
            .Where(path => !path.Contains("VisualBasic", StringComparison.Ordinal))
            .OrderByDescending(path => path, StringComparer.Ordinal)
            .GroupBy(Path.GetFileName)
            .Select(same => same.First());
        return file.SelectMany(path => Assembly.LoadFrom(path).GetTypes())
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)
                && type.Name.Contains("MarkMembersAsStatic", StringComparison.Ordinal) | type.Name.Contains("AvoidUninstantiatedInternalClasses", StringComparison.Ordinal))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
    }
}
