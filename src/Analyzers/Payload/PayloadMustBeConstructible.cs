using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>A reader builds the object with a public constructor.</summary>
internal static class PayloadMustBeConstructible
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2006PayloadMustBeConstructible,
        "Payload must be constructible",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An object is built again when a task is read: with a public constructor whose parameters are all among its members, and with every required member set.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2006PayloadMustBeConstructible),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
