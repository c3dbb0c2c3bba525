using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A cancelled attempt that ends quietly counts as complete: what it had not done is lost.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CancellationMustReachTheWorkerAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4004CancellationMustReachTheWorker,
        "Cancellation must reach the worker",
        "'{0}' counts as complete when its worker stops, because the cancellation is caught here; catch it only when '{1}' is not cancelled",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A stop of the worker cancels the attempt so that another one runs it again. An attempt that returns normally is settled as complete.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4004CancellationMustReachTheWorker));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, task) =>
        {
            if (TokenAtHand.Parameter(task) is { } token)
            {
                var senders = SendingTypes.From(body.Compilation);
                body.RegisterOperationAction(operation => Analyze(operation, task, token, senders), OperationKind.CatchClause);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol task, IParameterSymbol token, SendingTypes? senders)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (clause is not { Filter: null, Parent: ITryOperation attempt, Syntax: CatchClauseSyntax syntax }
            || !(clause.ExceptionType.Is("System.OperationCanceledException") || clause.ExceptionType.Is("System.Threading.Tasks.TaskCanceledException"))
            || clause.Around().Any(static outer => outer is IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            return;
        }

        var body = clause.Body();
        var tokens = TokensFrom(token, body);
        if (attempt.Body.Descendants().Any(one => one.Named() is { } named && tokens.Contains(named))
            && !clause.Handler.Descendants().Any(one => IsAnAnswer(one, tokens, senders))
            && !body.Descendants().Any(one => one.Syntax.SpanStart > syntax.Span.End && IsACheck(one)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, FailureMustReachTheWorkerAnalyzer.HeadOf(syntax), task.Name, TokenAtHand.Of(task)));
        }
    }

    /// <summary>The token of the task and the locals made of it, such as a linked source.</summary>
    private static HashSet<ISymbol> TokensFrom(IParameterSymbol token, IOperation body)
    {
        var tokens = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { token };
        foreach (var declared in body.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            if (declared.Initializer?.Value.DescendantsAndSelf().Any(one => one.Named() is { } named && tokens.Contains(named)) == true
                && declared.Symbol.Type.Name.StartsWith("Cancellation", StringComparison.Ordinal))
            {
                tokens.Add(declared.Symbol);
            }
        }

        return tokens;
    }

    /// <summary>The handler throws, asks whose cancellation it was, sends the rest as a task, or has a result to give.</summary>
    private static bool IsAnAnswer(IOperation operation, HashSet<ISymbol> tokens, SendingTypes? senders) => operation switch
    {
        IThrowOperation => true,
        IInvocationOperation call => senders?.Sends(call.TargetMethod) == true || IsACheck(call),
        IReturnOperation { ReturnedValue: { ConstantValue.HasValue: false } and not IDefaultValueOperation } => true,
        _ => operation.Named() is { } named && tokens.Contains(named),
    };

    private static bool IsACheck(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" };
}
