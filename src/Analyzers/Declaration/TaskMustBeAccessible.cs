using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>The dispatch entry is generated into the same assembly, outside of the type.</summary>
internal static class TaskMustBeAccessible
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0002TaskMustBeAccessible,
        "Task must be accessible",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The worker calls the method from the generated dispatch table: the method and all types around it must be internal or public.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0002TaskMustBeAccessible),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
