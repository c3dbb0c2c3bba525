using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>A result travels back as an argument travels there (G8).</summary>
internal static class ResultMustBeSerializable
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2002ResultMustBeSerializable,
        "Result must be serializable",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What a task returns is written by generated code for whoever holds the handle: its type, and the type of every member, must be one that the generator knows how to write and read.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2002ResultMustBeSerializable),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
