using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A name of the contract file on which nothing runs any more.</summary>
internal static class RemovedTaskMustBeRetired
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5002RemovedTaskMustBeRetired,
        "Removed task must be retired",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Messages of a name that nothing runs are put off and then buried. Restore the name, give a task an alias, or write 'retired' in TypedTasks.Contract.txt when no message of it can come any more.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5002RemovedTaskMustBeRetired),
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
