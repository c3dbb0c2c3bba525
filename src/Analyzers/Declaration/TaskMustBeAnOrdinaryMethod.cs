using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>Attributes go on many things that C# calls methods.</summary>
internal static class TaskMustBeAnOrdinaryMethod
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0005TaskMustBeAnOrdinaryMethod,
        "Task must be an ordinary method",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The dispatch table calls ordinary methods, static or of an instance. Local functions, lambdas, accessors, operators and static abstract methods cannot be tasks.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0005TaskMustBeAnOrdinaryMethod),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
