using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>What lives in one process has no form in another.</summary>
internal static class LiveObjectMustNotTravel
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2004LiveObjectMustNotTravel,
        "Live object must not travel",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Streams, delegates, contexts, connections, services and running work mean something in the process that made them only. A task runs later, mostly in another.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2004LiveObjectMustNotTravel),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
