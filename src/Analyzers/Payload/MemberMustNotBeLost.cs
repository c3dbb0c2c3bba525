using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Payload;

/// <summary>What an object holds when it is sent must be there when it is read.</summary>
internal static class MemberMustNotBeLost
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2005MemberMustNotBeLost,
        "Member must not be lost",
        "{0}",
        RuleCategories.Payload,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A member that holds something but cannot be given back by a setter, an initializer or the constructor would be gone when the task runs.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2005MemberMustNotBeLost),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
