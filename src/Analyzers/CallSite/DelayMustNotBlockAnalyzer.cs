using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.TaskBody;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A thread that stands still until the broker has answered, where <c>await</c> would let it go.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DelayMustNotBlockAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3012DelayMustNotBlock,
        "Delay must not block",
        "'{0}' blocks a thread until the broker has answered: await the Delay",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Delay is a round trip to the broker. Waiting for it with Wait, Result or GetAwaiter().GetResult() holds a thread for that time, and the thread that would complete it may be the same.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3012DelayMustNotBlock));

    /// <summary>Called by the compiler.</summary>
    public DelayMustNotBlockAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types)
    {
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.PropertyReference);
    }

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        // In what a worker runs it is one of the blocking calls of TT4001.
        if (Blocked(context.Operation) is { } task
            && task.Type is INamedTypeSymbol { Name: "Task", Arity: 1 }
            && task is IInvocationOperation sending
            && types.Sends(sending.TargetMethod)
            && Awaiting.IsAllowedAt(context.Operation.Syntax)
            && !(context.ContainingSymbol is IMethodSymbol method && TaskBodies.IsHandler(method)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), Member(context.Operation)));
        }
    }

    /// <summary>The task that an operation blocks on.</summary>
    private static IOperation? Blocked(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } => task,
        IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } task } => task,
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } } =>
            task is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured : task,
        _ => null,
    };

    private static string Member(IOperation operation) => operation is IPropertyReferenceOperation ? "Result" : ((IInvocationOperation)operation).TargetMethod.Name;
}
