using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task whose every run sends the next one at once: it never ends, and takes all that the workers have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskMustNotDelayItselfAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4011TaskMustNotDelayItself,
        "Task must not delay itself",
        "Each run of '{0}' sends the next one at once, for ever; send it on a condition, or later with In(...)",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task that delays itself without a condition and without a pause is a loop without end that every worker takes part in.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4011TaskMustNotDelayItself));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, task) =>
        {
            if (KnownTypes.IsTask(task) && SendingTypes.From(body.Compilation) is { } senders)
            {
                var proxy = TaskNaming.ProxyNameOf(task);
                body.RegisterOperationAction(operation => Analyze(operation, task, proxy, senders), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol task, string proxy, SendingTypes senders)
    {
        var send = (IInvocationOperation)context.Operation;
        if (send.TargetMethod.Name == "Delay"
            && senders.Sends(send.TargetMethod)
            && SentAtOnce(send) is { } sent
            && sent.Property.Name == proxy
            && SymbolEqualityComparer.Default.Equals(sent.Property.ContainingType, task.ContainingType)
            && IsAlwaysReached(send)
            && !send.Body().Descendants().Any(other => other.Syntax.SpanStart < send.Syntax.SpanStart && EndsOrPauses(other)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, send.NameLocation(), task.Name));
        }
    }

    /// <summary>The proxy of what is sent now, through the options of its call; null for what is sent later or is not written here.</summary>
    private static IPropertyReferenceOperation? SentAtOnce(IInvocationOperation send)
    {
        var sent = send.Instance?.Bare();
        if (send.Arguments is [{ Value: var call }, ..] && call.Bare() is IInvocationOperation { TargetMethod.ReturnType.Name: "TaskCall" } given)
        {
            sent = given;
        }

        while (sent is IInvocationOperation { TargetMethod.Name: not ("In" or "At"), Instance: { } instance })
        {
            sent = instance.Bare();
        }

        return sent as IPropertyReferenceOperation;
    }

    private static bool IsAlwaysReached(IOperation send)
    {
        var inner = send;
        foreach (var outer in send.Around())
        {
            var isAlways = outer switch
            {
                IAwaitOperation or IConversionOperation or IExpressionStatementOperation or IReturnOperation or ISimpleAssignmentOperation => true,
                IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation => true,
                IBlockOperation or IUsingOperation or ILockOperation or IMethodBodyOperation => true,
                IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } => true,
                ITryOperation attempt => attempt.Body == inner || attempt.Finally == inner,
                _ => false,
            };
            if (!isAlways)
            {
                return false;
            }

            inner = outer;
        }

        return true;
    }

    /// <summary>An end before the send is its condition, and a pause is a pause.</summary>
    private static bool EndsOrPauses(IOperation operation) => operation is IReturnOperation or IThrowOperation
        || (operation is IInvocationOperation { TargetMethod: { Name: "Delay" or "Sleep" or "WaitForNextTickAsync" } pause }
            && pause.ContainingNamespace is { Name: "Threading" or "Tasks" });
}
