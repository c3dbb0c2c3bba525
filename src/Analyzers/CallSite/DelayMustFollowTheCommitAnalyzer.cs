using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A Delay before the commit: the task may run before its data is there, or although it never will be.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DelayMustFollowTheCommitAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3009DelayMustFollowTheCommit,
        "Delay must follow the commit",
        "The transaction '{0}' is open here: a worker may run the task before the commit, or after a rollback; Delay when it is committed",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A broker takes no part in a database's transaction. Sent before the commit, a task may find no data, or data that was never committed.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3009DelayMustFollowTheCommit));

    /// <summary>Called by the compiler.</summary>
    public DelayMustFollowTheCommitAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(
            operation =>
            {
                var sending = (IInvocationOperation)operation.Operation;
                if (types.Sends(sending.TargetMethod) && OpenTransaction.Around(sending) is { } transaction)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, sending.Syntax.GetLocation(), transaction.Name));
                }
            },
            OperationKind.Invocation);
}
