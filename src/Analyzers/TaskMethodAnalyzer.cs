using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>
/// Says why the generator skips a method. Both ask <see cref="TaskMethodRules"/>; here each problem becomes the diagnostic of one
/// rule, so that a method is looked at once however many rules there are.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskMethodAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = TaskProblemRules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A task that another generator wrote is skipped like any other, so its problems are told too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.TaskAttribute) is null)
            {
                return;
            }

            var names = new WireNamesInUse();
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, names), SymbolKind.NamedType);
            start.RegisterOperationAction(AnalyzeFunction, OperationKind.LocalFunction, OperationKind.AnonymousFunction);
            start.RegisterCompilationEndAction(names.Report);
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, WireNamesInUse names)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var report = new TaskProblemReport(context.ReportDiagnostic, context.CancellationToken);
        foreach (var task in TasksOf(type))
        {
            names.Add(task);
            foreach (var problem in TaskMethodRules.Check(task, context.Compilation, context.CancellationToken))
            {
                if (problem.Guilty is not INamedTypeSymbol guilty || Same(guilty, type))
                {
                    report.Add(problem, task);
                }
            }
        }

        // What is wrong with the type around a type with tasks is told once, there, and not by each type inside.
        foreach (var task in type.GetTypeMembers().SelectMany(TasksWithin))
        {
            foreach (var problem in TaskMethodRules.Check(task, context.Compilation, context.CancellationToken))
            {
                if (problem.Guilty is INamedTypeSymbol guilty && Same(guilty, type))
                {
                    report.Add(problem, task);
                }
            }
        }
    }

    private static void AnalyzeFunction(OperationAnalysisContext context)
    {
        var function = context.Operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)context.Operation).Symbol;
        if (!KnownTypes.IsTask(function))
        {
            return;
        }

        var report = new TaskProblemReport(context.ReportDiagnostic, context.CancellationToken);
        foreach (var problem in TaskMethodRules.Check(function, context.Compilation, context.CancellationToken))
        {
            report.Add(problem, function);
        }
    }

    private static IEnumerable<IMethodSymbol> TasksOf(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(static method => KnownTypes.IsTask(method));

    private static IEnumerable<IMethodSymbol> TasksWithin(INamedTypeSymbol type) =>
        TasksOf(type).Concat(type.GetTypeMembers().SelectMany(TasksWithin));

    private static bool Same(INamedTypeSymbol one, INamedTypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
