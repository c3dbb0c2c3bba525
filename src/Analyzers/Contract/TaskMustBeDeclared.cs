using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A task that the contract file does not have.</summary>
internal static class TaskMustBeDeclared
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5001TaskMustBeDeclared,
        "Task must be declared",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What is not in the contract file is not guarded: its next change goes unseen. Add the task to TypedTasks.Contract.txt.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5001TaskMustBeDeclared));
}
