using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>Names become keys, and members.</summary>
internal static class TaskNameMustBeValid
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0009TaskNameMustBeValid,
        "Task name must be valid",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Name must fit the grammar of task names, and Proxy must be a C# identifier.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0009TaskNameMustBeValid),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
