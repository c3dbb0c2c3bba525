using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A catch-all around all that a task does, which lets the attempt end as if it had succeeded: nothing retries, nothing is buried.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FailureMustReachTheWorkerAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4003FailureMustReachTheWorker,
        "Failure must reach the worker",
        "'{0}' ends as if it had succeeded whatever fails, so that nothing is retried and nothing is buried; throw again after logging",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The worker learns of a failure by the exception. A catch-all that only logs turns every failure into a success.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4003FailureMustReachTheWorker));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, task) =>
            body.RegisterOperationAction(operation => Analyze(operation, task), OperationKind.CatchClause));
    }

    /// <summary>The words <c>catch (Exception error)</c>.</summary>
    internal static Location HeadOf(CatchClauseSyntax clause) => Location.Create(
        clause.SyntaxTree,
        TextSpan.FromBounds(clause.CatchKeyword.SpanStart, clause.Declaration?.Span.End ?? clause.CatchKeyword.Span.End));

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol task)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (clause is { Filter: null, Parent: ITryOperation attempt, Syntax: CatchClauseSyntax syntax }
            && (clause.ExceptionType.SpecialType == SpecialType.System_Object || clause.ExceptionType.Is("System.Exception"))
            && clause.Handler.Operations.All(static statement => IsLogging(statement) || statement is IReturnOperation { ReturnedValue: null })
            && IsAllThatTheTaskDoes(attempt))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, HeadOf(syntax), task.Name));
        }
    }

    /// <summary>
    /// Not a step among others, nor one item of many: nothing but preparation stands before it and nothing but the end after it.
    /// </summary>
    private static bool IsAllThatTheTaskDoes(ITryOperation attempt)
    {
        IOperation inner = attempt;
        foreach (var outer in attempt.Around())
        {
            switch (outer)
            {
                case IBlockOperation block:
                    var index = block.Operations.IndexOf(inner);
                    if (!block.Operations.Take(index).All(IsPreparation) || !block.Operations.Skip(index + 1).All(IsTheEnd))
                    {
                        return false;
                    }

                    break;
                case IUsingOperation or IMethodBodyOperation:
                    break;
                default:
                    return false;
            }

            inner = outer;
        }

        return true;
    }

    private static bool IsPreparation(IOperation statement) =>
        statement is IVariableDeclarationGroupOperation or IUsingDeclarationOperation or ILocalFunctionOperation or IEmptyOperation
        || IsLogging(statement)
        || (statement is IConditionalOperation { WhenFalse: null, WhenTrue: var guarded } && Leaves(guarded));

    private static bool IsTheEnd(IOperation statement) =>
        statement is IReturnOperation or ILocalFunctionOperation or IEmptyOperation || IsLogging(statement);

    private static bool Leaves(IOperation guarded) => guarded is IReturnOperation or IThrowOperation
        || (guarded is IExpressionStatementOperation { Operation: IThrowOperation })
        || (guarded is IBlockOperation { Operations: [.., var last] } && Leaves(last));

    private static bool IsLogging(IOperation statement) => statement is IExpressionStatementOperation { Operation: var call } && LogCalls.Is(call);
}
