using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task that ends its worker: the tasks beside it die with it, and it is itself run again until it counts as poison.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskMustNotEndTheProcessAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4009TaskMustNotEndTheProcess,
        "Task must not end the process",
        "'{0}' takes the worker and all tasks beside this one down; throw an exception, or context.Stop(...) where a retry is of no use",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task whose worker died is run again by the next worker, and is buried as poison after it has ended some of them.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4009TaskMustNotEndTheProcess));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, _) => body.RegisterOperationAction(Analyze, OperationKind.Invocation));
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var type = call.TargetMethod.ContainingType;
        var ends = call.TargetMethod.Name switch
        {
            "Exit" or "FailFast" => type.Is("System.Environment"),
            "Kill" or "CloseMainWindow" => type.Is("System.Diagnostics.Process") && call.Instance is IInvocationOperation { TargetMethod.Name: "GetCurrentProcess" },
            _ => false,
        };
        if (ends)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), $"{type.Name}.{call.TargetMethod.Name}"));
        }
    }
}
