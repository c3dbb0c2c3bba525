using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task that takes a token, or a context with one, and awaits calls that could take it and do not get it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenMustBePassedOnAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4006TokenMustBePassedOn,
        "Token must be passed on",
        "'{0}' takes a CancellationToken; pass '{1}' on, so that a timeout and a stop of the worker reach it",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A stopped worker cancels the token of each attempt and waits. Where the token is not passed on, it waits in vain.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4006TokenMustBePassedOn));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, task) =>
        {
            if (TokenAtHand.Parameter(task) is not null)
            {
                var senders = SendingTypes.From(body.Compilation);
                body.RegisterOperationAction(operation => Analyze(operation, task, senders), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol task, SendingTypes? senders)
    {
        var call = (IInvocationOperation)context.Operation;
        if (TokenForwarding.Missing(call, task, context.Compilation, senders) is not null
            && TokenAtHand.At(call.Syntax, call.SemanticModel!, context.CancellationToken) is { } token)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.TargetMethod.Name, token));
        }
    }
}
