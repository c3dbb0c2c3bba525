using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A new parameter has no default value.</summary>
internal static class NewArgumentMustBeOptional
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5007NewArgumentMustBeOptional,
        "New argument must be optional",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Messages that were sent before do not carry the new argument; without a default value they cannot be read.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5007NewArgumentMustBeOptional));
}
