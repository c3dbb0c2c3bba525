using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A parameter stands at another place than in the contract.</summary>
internal static class ArgumentMustKeepItsPlace
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5005ArgumentMustKeepItsPlace,
        "Argument must keep its place",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Arguments travel as an array and are read by place, not by name. A new parameter goes last.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5005ArgumentMustKeepItsPlace));
}
