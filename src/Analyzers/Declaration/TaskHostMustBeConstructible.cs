using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>The host of an instance task is built anew for each attempt.</summary>
internal static class TaskHostMustBeConstructible
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0010TaskHostMustBeConstructible,
        "Task host must be constructible",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The worker builds the class of an instance task from its services, with a public constructor. A static task needs no instance.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0010TaskHostMustBeConstructible),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
