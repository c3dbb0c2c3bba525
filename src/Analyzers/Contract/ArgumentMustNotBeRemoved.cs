using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A parameter of the contract is not there any more.</summary>
internal static class ArgumentMustNotBeRemoved
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5004ArgumentMustNotBeRemoved,
        "Argument must not be removed",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Arguments travel as an array and are read by place: without a parameter, those behind it are read at the wrong place, or its values are lost in silence.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5004ArgumentMustNotBeRemoved));
}
