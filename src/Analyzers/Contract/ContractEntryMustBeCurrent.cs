using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>An entry differs from the build in a way that no message minds.</summary>
internal static class ContractEntryMustBeCurrent
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5013ContractEntryMustBeCurrent,
        "Contract entry must be current",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A compatible change is fine, but it must be written down: the next change is compared with what the file says.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5013ContractEntryMustBeCurrent));
}
