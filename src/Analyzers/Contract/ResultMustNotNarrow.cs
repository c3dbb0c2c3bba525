using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A result that somebody waits for cannot be read as what was promised.</summary>
internal static class ResultMustNotNarrow
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5008ResultMustNotNarrow,
        "Result must not narrow",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Handles of an older build read what a newer worker returns, and newer callers read results that older workers left.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5008ResultMustNotNarrow));
}
