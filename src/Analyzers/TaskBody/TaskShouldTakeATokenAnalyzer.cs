using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task that awaits for a while and cannot be told to stop.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskShouldTakeATokenAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4005TaskShouldTakeAToken,
        "Task should take a token",
        "'{0}' cannot be told to stop; take a CancellationToken, which the worker supplies, and pass it on",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A timeout and a stop of the worker cancel the token of an attempt. A task that takes none runs to its end, or dies with the process.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4005TaskShouldTakeAToken));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, task) =>
        {
            if (KnownTypes.IsTask(task) && TokenAtHand.Parameter(task) is null && !HasItsParametersFromElsewhere(task))
            {
                var senders = SendingTypes.From(body.Compilation);
                body.RegisterOperationAction(operation => Analyze(operation, task, senders), OperationKind.MethodBody);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol task, SendingTypes? senders)
    {
        var method = (IMethodBodyOperation)context.Operation;
        if ((method.BlockBody ?? method.ExpressionBody) is { } body
            && ((MayTakeLong(body, task) && body.Descendants().Any(one => TakesAToken(one, task, context.Compilation, senders)))
                || body.Descendants().Any(one => AwaitsInALoop(one, senders))))
        {
            var place = (method.Syntax as MethodDeclarationSyntax)?.Identifier.GetLocation() ?? task.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, task.Name));
        }
    }

    /// <summary>An override, or what an interface asks for, cannot take one parameter more.</summary>
    private static bool HasItsParametersFromElsewhere(IMethodSymbol task) =>
        task.IsOverride
        || task.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(task.Name)).Any(member =>
            SymbolEqualityComparer.Default.Equals(task.ContainingType.FindImplementationForInterfaceMember(member), task));

    /// <summary>Not a single statement, unless its author expects a timeout to end it.</summary>
    private static bool MayTakeLong(IBlockOperation body, IMethodSymbol task) => body.Operations.Length > 1 || TaskOptions.Of(task).Timeout is not null;

    private static bool TakesAToken(IOperation operation, IMethodSymbol task, Compilation compilation, SendingTypes? senders) =>
        operation is IInvocationOperation call && TokenForwarding.Missing(call, task, compilation, senders) is not null;

    private static bool AwaitsInALoop(IOperation operation, SendingTypes? senders) =>
        operation is ILoopOperation loop
        && (loop is IForEachLoopOperation { IsAsynchronous: true }
            || loop.Body.DescendantsAndSelf().Any(one => one is IAwaitOperation awaiting && !IsSend(awaiting.Operation.Bare(), senders)));

    private static bool IsSend(IOperation awaited, SendingTypes? senders) =>
        awaited is IInvocationOperation call && senders?.Sends(call.TargetMethod) == true;
}
