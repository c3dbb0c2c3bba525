using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Options;

/// <summary>Durations are text, because attributes take no TimeSpan.</summary>
internal static class DurationMustBeValid
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1003DurationMustBeValid,
        "Duration must be valid",
        "{0}",
        RuleCategories.Options,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A duration is a number with a unit (500ms, 30s, 5m, 2h, 1d) or hh:mm:ss, not negative; Timeout and Expires are longer than zero.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1003DurationMustBeValid),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
