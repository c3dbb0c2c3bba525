using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A version is lower than in the contract.</summary>
internal static class VersionMustNotFall
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5014VersionMustNotFall,
        "Version must not fall",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A message of a higher version than the task's waits for a newer worker, which never comes, and is then buried.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5014VersionMustNotFall));
}
