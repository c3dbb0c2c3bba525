using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Options;

/// <summary>A queue name is a part of a key in the broker.</summary>
internal static class QueueNameMustBeValid
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1002QueueNameMustBeValid,
        "Queue name must be valid",
        "{0}",
        RuleCategories.Options,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A queue is called by 1 to 128 ASCII letters, digits, '.', '_' or '-', so that no name can reach the keys of another.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1002QueueNameMustBeValid),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
