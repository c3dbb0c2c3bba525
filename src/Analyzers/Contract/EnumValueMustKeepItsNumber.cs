using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A number means another value, or none.</summary>
internal static class EnumValueMustKeepItsNumber
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5009EnumValueMustKeepItsNumber,
        "Enum value must keep its number",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Enums travel as numbers: messages that wait carry the number that the value had.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5009EnumValueMustKeepItsNumber));
}
