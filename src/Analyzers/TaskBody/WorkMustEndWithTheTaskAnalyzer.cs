using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>Work that a task starts and does not wait for: it is settled, its scope is disposed of, and the work goes on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkMustEndWithTheTaskAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4002WorkMustEndWithTheTask,
        "Work must end with the task",
        "{0} goes on when the task has ended and its lease is gone; {1}",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task is complete when its method has returned. What it left running has no lease, no retry and no scope, and a stop cuts it off.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4002WorkMustEndWithTheTask));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, _) =>
        {
            var senders = SendingTypes.From(body.Compilation);
            body.RegisterOperationAction(operation => AnalyzeStatement(operation, senders), OperationKind.ExpressionStatement);
            body.RegisterOperationAction(AnalyzeFunction, OperationKind.AnonymousFunction, OperationKind.LocalFunction);
        });
    }

    /// <summary>The call whose task a statement drops or discards, or null. A Delay that is dropped is another rule's.</summary>
    internal static IInvocationOperation? DroppedBy(IExpressionStatementOperation statement, SendingTypes? senders)
    {
        var dropped = statement.Operation is ISimpleAssignmentOperation { Target: IDiscardOperation } discard ? discard.Value : statement.Operation;
        if (dropped.Bare() is IConditionalAccessOperation conditional)
        {
            dropped = conditional.WhenNotNull;
        }

        return dropped.Bare() is IInvocationOperation call
            && (Tasks.IsTask(call.Type) || call.TargetMethod is { IsAsync: true, ReturnsVoid: true })
            && senders?.Sends(call.TargetMethod) != true
            && !IsAddedToSomethingKept(call)
            && !IsCancelling(call)
                ? call
                : null;
    }

    private static void AnalyzeStatement(OperationAnalysisContext context, SendingTypes? senders)
    {
        if (DroppedBy((IExpressionStatementOperation)context.Operation, senders) is { } call)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                call.NameLocation(),
                $"'{call.TargetMethod.Name}'",
                call.TargetMethod.ReturnsVoid ? "let it return Task and await it" : "await it"));
        }
    }

    private static void AnalyzeFunction(OperationAnalysisContext context)
    {
        var (function, place, name) = context.Operation switch
        {
            // A handler of an event cannot return a task.
            IAnonymousFunctionOperation lambda when lambda.Around().Take(2).Any(static outer => outer is IEventAssignmentOperation) => default,
            IAnonymousFunctionOperation { Syntax: AnonymousFunctionExpressionSyntax syntax } lambda =>
                (lambda.Symbol, syntax.AsyncKeyword.GetLocation(), "What this lambda awaits"),
            ILocalFunctionOperation { Syntax: LocalFunctionStatementSyntax syntax } local =>
                (local.Symbol, syntax.Identifier.GetLocation(), $"'{local.Symbol.Name}'"),
            _ => default,
        };
        if (function is { IsAsync: true, ReturnsVoid: true })
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, name, "let it return Task and await it"));
        }
    }

    /// <summary><c>kept.ContinueWith(...)</c>: whoever keeps the task may await it.</summary>
    private static bool IsAddedToSomethingKept(IInvocationOperation call)
    {
        IOperation? first = call;
        while (first is IInvocationOperation { Instance: { } instance } && Tasks.IsTask(instance.Type))
        {
            first = instance.Bare();
        }

        return first is not IInvocationOperation;
    }

    private static bool IsCancelling(IInvocationOperation call) =>
        (call.TargetMethod.Name == "CancelAsync" && call.TargetMethod.ContainingType.Is("System.Threading.CancellationTokenSource"))
        || call.Around().Any(static outer => outer is IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister", ContainingType: var type } }
            && type.Is("System.Threading.CancellationToken"));
}
