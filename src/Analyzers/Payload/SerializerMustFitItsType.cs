using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>Generated code calls a serializer by its type: it must be there, visible and of the right interface.</summary>
internal static class SerializerMustFitItsType
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2012SerializerMustFitItsType,
        "Serializer must fit its type",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What [TaskSerializer] names is a class or struct, visible in the whole assembly, that implements ITaskSerializer for exactly the type that it is to write and read.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2012SerializerMustFitItsType),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
