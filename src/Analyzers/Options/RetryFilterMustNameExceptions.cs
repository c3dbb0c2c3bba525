using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Options;

/// <summary>Only exceptions are ever compared with these types.</summary>
internal static class RetryFilterMustNameExceptions
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1004RetryFilterMustNameExceptions,
        "Retry filter must name exceptions",
        "{0}",
        RuleCategories.Options,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "RetryOn and DoNotRetryOn are compared with the exception that a handler threw and its base types. Any other type would never match.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1004RetryFilterMustNameExceptions),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
