using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>A key stands for one case and a class belongs to one, or bytes would be read as something else.</summary>
internal static class UnionMustBeConsistent
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2011UnionMustBeConsistent,
        "Union must be consistent",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The cases of a union are classes or structs that implement or derive from it, each with a key of its own and each named once.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2011UnionMustBeConsistent),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
