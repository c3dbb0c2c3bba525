using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Options;

/// <summary>Each number has a field of a fixed width in the envelope.</summary>
internal static class NumberMustBeInRange
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1001NumberMustBeInRange,
        "Number must be in range",
        "{0}",
        RuleCategories.Options,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Version is 1 to 65,535, Retries 0 to 200, Priority 0 to 9, and Backoff one of the four kinds.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1001NumberMustBeInRange),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
