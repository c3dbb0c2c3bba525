using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>The names and aliases on the wire of all tasks of a compilation; filled from several threads, read at the end.</summary>
internal sealed class WireNamesInUse
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<IMethodSymbol>> tasks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentBag<IMethodSymbol>> aliases = new(StringComparer.Ordinal);

    public void Add(IMethodSymbol task)
    {
        var name = TaskNaming.WireNameOf(task);
        tasks.GetOrAdd(name, static _ => []).Add(task);
        foreach (var alias in TaskAliases.Of(task))
        {
            if (alias != name)
            {
                aliases.GetOrAdd(alias, static _ => []).Add(task);
            }
        }
    }

    public void Report(CompilationAnalysisContext context)
    {
        foreach (var pair in tasks)
        {
            var claimants = Each(pair.Value);
            if (claimants.Count < 2)
            {
                continue;
            }

            foreach (var task in claimants)
            {
                Report(context, task, new(TaskProblemKind.DuplicateName, task, WireNameRules.Message(pair.Key), option: nameof(TaskOptions.Name)));
            }
        }

        foreach (var pair in aliases)
        {
            var claimants = Each(pair.Value);
            if (claimants.Count < 2 && !tasks.ContainsKey(pair.Key))
            {
                continue;
            }

            foreach (var task in claimants)
            {
                Report(context, task, new(TaskProblemKind.InvalidAlias, task, TaskAliases.TakenMessage(pair.Key), path: pair.Key));
            }
        }
    }

    private static List<IMethodSymbol> Each(IEnumerable<IMethodSymbol> tasks) =>
        tasks.Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToList();

    private static void Report(CompilationAnalysisContext context, IMethodSymbol task, TaskProblem problem) =>
        new TaskProblemReport(context.ReportDiagnostic, context.CancellationToken).Add(problem, task);
}
