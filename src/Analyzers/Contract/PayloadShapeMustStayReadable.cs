using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Contract;

/// <summary>An object or a union cannot be read as it was written.</summary>
internal static class PayloadShapeMustStayReadable
{
    public static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT5011PayloadShapeMustStayReadable,
        "Payload shape must stay readable",
        "{0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Messages that wait carry objects as they were: members by name or by number, cases of a union by key.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT5011PayloadShapeMustStayReadable));
}
