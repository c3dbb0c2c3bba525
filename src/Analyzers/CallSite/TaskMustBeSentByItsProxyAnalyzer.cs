using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A task method that is started here and left alone: background work is what its proxy is for.</summary>
/// <remarks>
/// Calling a task method is no mistake in itself: tests do, a host calls its own, and a caller may want the result at once. Only one
/// that nobody waits for can mean nothing else than work for later.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskMustBeSentByItsProxyAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3002TaskMustBeSentByItsProxy,
        "Task must be sent by its proxy",
        "'{0}' runs in this process and nobody waits for it: send it with {1}.Delay, or await it",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task method that is called is an ordinary method: it runs here, without retries, and is lost with the process. Its proxy sends it to a worker.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3002TaskMustBeSentByItsProxy));

    private static readonly string[] TestFrameworks =
    [
        "Xunit.Assert",
        "NUnit.Framework.Assert",
        "Microsoft.VisualStudio.TestTools.UnitTesting.Assert",
        "TUnit.Assertions.Assert",
    ];

    /// <summary>Called by the compiler.</summary>
    public TaskMustBeSentByItsProxyAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types)
    {
        // Tests start a task method, do something and only then look at it.
        if (!TestFrameworks.Any(assert => start.Compilation.GetTypeByMetadataName(assert) is not null))
        {
            start.RegisterOperationAction(Analyze, OperationKind.ExpressionStatement);
        }
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var (call, task) = LeftAlone(((IExpressionStatementOperation)context.Operation).Operation);
        if (call is null || task is null || !KnownTypes.IsTask(task) || KnownTypes.IsTask(context.ContainingSymbol) || IsAtHome(context.ContainingSymbol, task.ContainingType))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rule, call.Syntax.GetLocation(), task.Name, $"{task.ContainingType.Name}.{TaskNaming.ProxyNameOf(task)}"));
    }

    /// <summary>The method that a statement starts without waiting for its end.</summary>
    private static (IOperation? Call, IMethodSymbol? Task) LeftAlone(IOperation statement)
    {
        var dropped = statement is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value } ? value : statement;
        if (dropped is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
        {
            dropped = configured;
        }

        if (dropped is not IInvocationOperation call)
        {
            return default;
        }

        return Starts(call.TargetMethod) ? Within(call)
            : IsAwaitable(call.Type) ? (call, call.TargetMethod)
            : default;
    }

    /// <summary>Whether a method asks a thread to run something, and does not wait for it.</summary>
    internal static bool Starts(IMethodSymbol method) => method.Name switch
    {
        "Run" or "StartNew" => method.ContainingType.FullName() is "System.Threading.Tasks.Task" or "System.Threading.Tasks.TaskFactory",
        "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" => method.ContainingType.Is("System.Threading.ThreadPool"),
        _ => false,
    };

    /// <summary>The method that a thread is asked to run: a method group, or all that a lambda does.</summary>
    private static (IOperation? Call, IMethodSymbol? Task) Within(IInvocationOperation start) =>
        (start.Arguments.FirstOrDefault(static one => one.Parameter?.Ordinal == 0)?.Value as IDelegateCreationOperation)?.Target switch
        {
            IMethodReferenceOperation group => (group, group.Method),
            IAnonymousFunctionOperation { Body.Operations: [var only, ..] } lambda
                when lambda.Body.Operations.Skip(1).All(static one => one is IReturnOperation { ReturnedValue: null }) && CallOf(only) is { } call => (call, call.TargetMethod),
            _ => default,
        };

    private static IInvocationOperation? CallOf(IOperation statement)
    {
        var value = statement switch
        {
            IReturnOperation { ReturnedValue: { } returned } => returned,
            IExpressionStatementOperation { Operation: { } expression } => expression,
            _ => null,
        };
        return (value is IAwaitOperation awaited ? awaited.Operation : value) as IInvocationOperation;
    }

    private static bool IsAwaitable(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask" } named
        && named.ContainingNamespace.FullName() == "System.Threading.Tasks";

    /// <summary>A host, what is nested in it and what derives from it know what they call.</summary>
    private static bool IsAtHome(ISymbol caller, INamedTypeSymbol host)
    {
        for (var outer = caller.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            for (var one = outer; one is not null; one = one.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(one, host))
                {
                    return true;
                }
            }

            if (outer.AllInterfaces.Any(one => SymbolEqualityComparer.Default.Equals(one, host)))
            {
                return true;
            }
        }

        return false;
    }
}
