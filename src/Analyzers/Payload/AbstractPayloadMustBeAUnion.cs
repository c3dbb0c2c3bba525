using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>Nothing on the wire names a type, so that a reader knows what to build (G8).</summary>
internal static class AbstractPayloadMustBeAUnion
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2003AbstractPayloadMustBeAUnion,
        "Abstract payload must be a union",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An interface, an abstract class or object does not say which types may stand there. Nothing on the wire names a type, so that a reader would not know what to build.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2003AbstractPayloadMustBeAUnion),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
