using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>All that a user gets with the package: found by reflection, so that nothing new stays untested.</summary>
internal static class Shipped
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = All<DiagnosticAnalyzer>("TypedTasks.Analyzers");

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = All<CodeFixProvider>("TypedTasks.CodeFixes");

    public static ImmutableArray<IIncrementalGenerator> Generators { get; } = All<IIncrementalGenerator>("TypedTasks.Generators");

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    private static ImmutableArray<T> All<T>(string assembly) =>
    [
        .. from type in Assembly.Load(assembly).GetTypes()
           where !type.IsAbstract && typeof(T).IsAssignableFrom(type)
           orderby type.FullName
           select (T)Activator.CreateInstance(type)!,
    ];
}
