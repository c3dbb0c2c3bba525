using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.Literals;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A result is asked of a task that keeps none: the wait throws.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResultMustBeKeptAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3006ResultMustBeKept,
        "Result must be kept",
        "{0} keeps no result, so that GetAsync throws: set KeepResult on its [Task] or on this call",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The outcome of a task is kept where its method returns a value, or where KeepResult says so. Asked of any other task, GetAsync throws TaskResultNotKeptException.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3006ResultMustBeKept));

    /// <summary>Called by the compiler.</summary>
    public ResultMustBeKeptAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        var waiting = (IInvocationOperation)context.Operation;
        if (!types.Waits(waiting.TargetMethod)
            || Sending(waiting.Instance, types, context.CancellationToken) is not { } sending
            || CallChain.OfSending(sending, types) is not { IsWhole: true, Task: { } task } chain)
        {
            return;
        }

        // The call is stronger than the attribute, the attribute than the default.
        var keeps = chain.Last("KeepResult") is { } option
            ? DurationConstant.Of(option.Arguments.FirstOrDefault()?.Value) != TimeSpan.Zero
            : Keeps(TaskOptions.Of(task).KeepResult) ?? TaskReturn.Of(task).Result is not null;
        if (!keeps)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, waiting.Syntax.GetLocation(), task.Name));
        }
    }

    private static bool? Keeps(string? literal) => literal switch
    {
        null => null,
        TaskOptionRules.KeepNoResult => false,
        _ => !DurationLiteral.TryParse(literal, out var duration) || duration > TimeSpan.Zero,
    };

    /// <summary>The Delay that a handle comes from: awaited here, or in the initializer of a local that nothing else is written to.</summary>
    private static IInvocationOperation? Sending(IOperation? handle, SendingTypes types, CancellationToken cancel)
    {
        if (handle is ILocalReferenceOperation { Local: var local, SemanticModel: { } model })
        {
            handle = local.DeclaringSyntaxReferences is [var only]
                && only.GetSyntax(cancel) is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
                && declarator.SyntaxTree == model.SyntaxTree
                && !IsWrittenAgain(local, handle)
                    ? model.GetOperation(value, cancel)
                    : null;
        }

        var awaited = (handle as IAwaitOperation)?.Operation;
        if (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
        {
            awaited = configured;
        }

        return awaited is IInvocationOperation { TargetMethod.Name: "Delay" } sending && types.Sends(sending.TargetMethod) ? sending : null;
    }

    private static bool IsWrittenAgain(ILocalSymbol local, IOperation reference)
    {
        var root = reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().Any(operation =>
            operation is ILocalReferenceOperation one
            && SymbolEqualityComparer.Default.Equals(one.Local, local)
            && (one.Parent is IAssignmentOperation assignment && assignment.Target == one || one.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }));
    }
}
