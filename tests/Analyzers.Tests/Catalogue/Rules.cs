using System.Reflection;
using Microsoft.CodeAnalysis;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>What the tests over all rules go through.</summary>
internal static class Rules
{
    public static TheoryData<string> Ids => [.. Shipped.Descriptors.Select(rule => rule.Id)];

    /// <summary>The constants of <see cref="DiagnosticIds"/>: name and id.</summary>
    public static IReadOnlyList<(string Name, string Id)> Constants { get; } =
    [
        .. from field in typeof(DiagnosticIds).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           select (field.Name, (string)field.GetRawConstantValue()!),
    ];

    public static DiagnosticDescriptor Descriptor(string id) => Shipped.Descriptors.Single(rule => rule.Id == id);

    public static bool HasFix(string id) => Shipped.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    public static bool IsConfigurable(string id) => !Descriptor(id).CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);
}
