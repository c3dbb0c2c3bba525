using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A call that is made, or changed, and dropped: calls are values, and nothing was sent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallMustBeDelayedAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3011CallMustBeDelayed,
        "Call must be delayed",
        "{0} returns a call that is dropped here: nothing is sent before its Delay",
        RuleCategories.CallSite,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Call and its options return an immutable value; only Delay sends it. A value that is dropped is work that never happens, or an option that was never set.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3011CallMustBeDelayed));

    /// <summary>Called by the compiler.</summary>
    public CallMustBeDelayedAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ExpressionStatement);

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        var dropped = ((IExpressionStatementOperation)context.Operation).Operation;

        // call?.In(...)
        if (dropped is IConditionalAccessOperation conditional)
        {
            dropped = conditional.WhenNotNull;
        }

        if (dropped is IInvocationOperation made && (types.Calls(made.TargetMethod) || types.IsOption(made.TargetMethod)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, made.Syntax.GetLocation(), made.TargetMethod.Name));
        }
    }
}
