using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A task is gone, and a new one of the same signature is there.</summary>
internal static class RenamedTaskMustKeepItsAlias
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5003RenamedTaskMustKeepItsAlias,
        "Renamed task must keep its alias",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Messages carry the name that the task had when they were sent. [TaskAlias] makes the renamed task run them.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5003RenamedTaskMustKeepItsAlias));
}
