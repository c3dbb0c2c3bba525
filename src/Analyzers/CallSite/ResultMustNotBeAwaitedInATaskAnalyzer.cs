using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A task that waits for another one: it holds a slot meanwhile, and with all slots waiting nothing runs any more.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResultMustNotBeAwaitedInATaskAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3005ResultMustNotBeAwaitedInATask,
        "Result must not be awaited in a task",
        "The task {0} waits for the result of another one and holds its slot meanwhile: when every slot waits, the worker stands still; let the other task send what follows",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A worker has a fixed number of slots. A task that waits for another one needs two of them; as many waiting tasks as there are slots wait for ever.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3005ResultMustNotBeAwaitedInATask));

    /// <summary>Called by the compiler.</summary>
    public ResultMustNotBeAwaitedInATaskAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationBlockStartAction(block =>
        {
            if (KnownTypes.IsTask(block.OwningSymbol))
            {
                block.RegisterOperationAction(operation => Analyze(operation, types, block.OwningSymbol.Name), OperationKind.Invocation);
            }
        });

    private static void Analyze(OperationAnalysisContext context, SendingTypes types, string task)
    {
        var waiting = (IInvocationOperation)context.Operation;
        if (types.Waits(waiting.TargetMethod))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, waiting.Syntax.GetLocation(), task));
        }
    }
}
