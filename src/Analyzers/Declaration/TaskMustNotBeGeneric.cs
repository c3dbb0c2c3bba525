using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>A name on the wire says nothing about type arguments (G8).</summary>
internal static class TaskMustNotBeGeneric
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0003TaskMustNotBeGeneric,
        "Task must not be generic",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Nothing on the wire names a type, so a worker could not know which method of a generic task or type is meant.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0003TaskMustNotBeGeneric),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
