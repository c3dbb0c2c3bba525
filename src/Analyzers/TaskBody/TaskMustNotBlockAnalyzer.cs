using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task that holds a thread while it waits: enough of them, and the worker stands still.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskMustNotBlockAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4001TaskMustNotBlock,
        "Task must not block",
        "'{0}' holds a thread of the worker for as long as it waits; {1}",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A worker runs many attempts on few threads. One that waits without awaiting takes a thread from all others.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4001TaskMustNotBlock));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, _) => body.RegisterOperationAction(Analyze, OperationKind.Invocation, OperationKind.PropertyReference));
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (BlockingCall.Of(context.Operation) is not { } blocking
            || context.Operation.IsInsideNameOf()
            || context.Operation.Around().Any(HasAThreadOfItsOwn)
            || (blocking.Waited is { } waited && CompletedTasks.IsKnown(waited)))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.NameLocation(), blocking.Name, blocking.Remedy));
    }

    private static bool HasAThreadOfItsOwn(IOperation outer) => outer
        is IObjectCreationOperation { Type: { Name: "Thread", ContainingNamespace.Name: "Threading" } }
        or IInvocationOperation { TargetMethod: { Name: "StartNew", ContainingType.Name: "TaskFactory" } };
}
