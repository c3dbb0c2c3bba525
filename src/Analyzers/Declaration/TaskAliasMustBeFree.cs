using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>An alias is a name like any other: it leads to one method.</summary>
internal static class TaskAliasMustBeFree
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0013TaskAliasMustBeFree,
        "Task alias must be free",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An alias is a name that messages may carry: it must fit the grammar of task names and be neither name nor alias of another task, nor the task's own name.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0013TaskAliasMustBeFree),
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);
}
