using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>An argument makes one trip, and only in one direction.</summary>
internal static class ParameterMustBePassedByValue
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0006ParameterMustBePassedByValue,
        "Parameter must be passed by value",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Arguments travel to another process as bytes; there is no variable there that a reference could refer to.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0006ParameterMustBePassedByValue),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
