using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.TaskBody;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Composition;

/// <summary>A worker that is told its queues and is told none: it takes from the default queue, which nobody wrote.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerMustNameItsQueuesAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT6002WorkerMustNameItsQueues,
        "Worker must name its queues",
        "'{0}()' names no queue, and a worker without queues takes from 'default'; name the queues, or leave the call out",
        RuleCategories.Composition,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Queues() without a name removes the queues that were named before. What is left is the queue 'default' alone.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT6002WorkerMustNameItsQueues));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("TypedTasks.Worker.WorkerOptions") is not null)
            {
                start.RegisterOperationAction(Analyze, OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is { TargetMethod: { Name: "Queues", ContainingType: var type }, Arguments: [{ Value: var names }] }
            && type.Is("TypedTasks.Worker.WorkerOptions")
            && IsEmpty(names.Bare()))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.TargetMethod.Name));
        }
    }

    private static bool IsEmpty(IOperation names) => names switch
    {
        IArrayCreationOperation { Initializer: { } given } => given.ElementValues.IsEmpty,
        IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }] } => true,
        IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array } } => true,

        // [] is an operation that the oldest compiler here has no name for.
        _ => names.Syntax.ToString() == "[]",
    };
}
