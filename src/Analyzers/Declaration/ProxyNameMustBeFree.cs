using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>The generator adds members to a type that the user fills.</summary>
internal static class ProxyNameMustBeFree
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0007ProxyNameMustBeFree,
        "Proxy name must be free",
        "{0}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generated names (proxy, its definition class, its arguments) must not clash with a member, the enclosing type, another task or a type that the class uses. Write Proxy = to choose another.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0007ProxyNameMustBeFree),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
