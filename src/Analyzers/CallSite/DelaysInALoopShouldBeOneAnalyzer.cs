using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A round trip for each element, where <c>DelayMany</c> sends them in bulk.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DelaysInALoopShouldBeOneAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3003DelaysInALoopShouldBeOne,
        "Delays in a loop should be one",
        "This Delay waits for the broker once for each '{0}': send them all with one DelayMany",
        RuleCategories.CallSite,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Delay is a round trip to the broker. DelayMany sends a whole sequence in bulk, some hundred times as fast, and says how many were accepted where it fails.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3003DelaysInALoopShouldBeOne));

    /// <summary>Called by the compiler.</summary>
    public DelaysInALoopShouldBeOneAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(
            operation =>
            {
                if (DelayLoop.From((ILoopOperation)operation.Operation, types) is { } loop)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, loop.Sending.Syntax.GetLocation(), loop.Element.Name));
                }
            },
            OperationKind.Loop);
}
