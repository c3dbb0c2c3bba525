using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>Settling needs to know when a handler has ended, and how.</summary>
internal static class TaskMustNotBeAsyncVoid
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0004TaskMustNotBeAsyncVoid,
        "Task must not be async void",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Nobody can know when an async void method ends or that it failed: the worker would settle the task while it runs. Return Task.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0004TaskMustNotBeAsyncVoid),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
