using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>The closed set of what can travel is fixed at compile time (G8).</summary>
internal static class ArgumentMustBeSerializable
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2001ArgumentMustBeSerializable,
        "Argument must be serializable",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every parameter that the worker does not supply travels as MessagePack, written by generated code: its type, and the type of every member, must be one that the generator knows how to write and read.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2001ArgumentMustBeSerializable),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
