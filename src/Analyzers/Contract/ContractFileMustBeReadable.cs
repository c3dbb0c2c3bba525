using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>The contract file cannot be understood.</summary>
internal static class ContractFileMustBeReadable
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5012ContractFileMustBeReadable,
        "Contract file must be readable",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A contract file that cannot be read, as after a bad merge, guards nothing.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5012ContractFileMustBeReadable));
}
