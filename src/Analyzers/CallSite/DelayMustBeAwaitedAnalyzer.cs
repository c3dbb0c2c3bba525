using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A Delay whose task is dropped: whether the broker accepted it is never known, and a host that ends takes it along.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DelayMustBeAwaitedAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3001DelayMustBeAwaited,
        "Delay must be awaited",
        "'{0}' is not awaited: if the broker does not accept the task, nobody learns of it",
        RuleCategories.CallSite,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Delay returns when the broker has the task. Dropping what it returns drops the only news of a failure.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3001DelayMustBeAwaited));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (SendingTypes.From(start.Compilation) is { } types)
            {
                start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ExpressionStatement);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        var dropped = ((IExpressionStatementOperation)context.Operation).Operation;

        // x?.Delay()
        if (dropped is IConditionalAccessOperation conditional)
        {
            dropped = conditional.WhenNotNull;
        }

        // x.Delay().ConfigureAwait(false) is dropped just the same
        if (dropped is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
        {
            dropped = configured;
        }

        if (dropped is IInvocationOperation sending && types.Sends(sending.TargetMethod))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, sending.Syntax.GetLocation(), sending.TargetMethod.Name));
        }
    }
}
