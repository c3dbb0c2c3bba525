using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A parameter was added under the old version.</summary>
internal static class NewArgumentMustRaiseTheVersion
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5010NewArgumentMustRaiseTheVersion,
        "New argument must raise the version",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An older worker runs a message of its own version and ignores the arguments that it does not know. A message of a higher version waits for a new worker.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5010NewArgumentMustRaiseTheVersion));
}
