using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>What the generator writes for a task lives beside its method.</summary>
internal static class TaskTypeMustBePartial
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0001TaskTypeMustBePartial,
        "Task type must be partial",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generator adds the proxy to the type that holds the method, so that type and every type around it must be partial.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0001TaskTypeMustBePartial),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
