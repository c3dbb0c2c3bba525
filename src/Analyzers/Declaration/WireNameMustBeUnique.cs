using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>The dispatch table goes from a name to one method.</summary>
internal static class WireNameMustBeUnique
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0008WireNameMustBeUnique,
        "Wire name must be unique",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A message carries only the name of its task, so a name belongs to one method. Give one of them another Name, or another method name.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0008WireNameMustBeUnique),
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);
}
