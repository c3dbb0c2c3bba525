using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A parameter's type cannot read what older messages carry.</summary>
internal static class ArgumentMustKeepItsType
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5006ArgumentMustKeepItsType,
        "Argument must keep its type",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Messages that wait carry values of the older type. A type that reads them all, such as long for int or T? for T, is accepted.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5006ArgumentMustKeepItsType));
}
