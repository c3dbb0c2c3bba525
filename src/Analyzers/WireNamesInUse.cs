using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>The names on the wire of all tasks of a compilation; filled from several threads, read at the end.</summary>
internal sealed class WireNamesInUse
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<IMethodSymbol>> tasks = new(StringComparer.Ordinal);

    public void Add(IMethodSymbol task) => tasks.GetOrAdd(TaskNaming.WireNameOf(task), static _ => []).Add(task);

    public void Report(CompilationAnalysisContext context)
    {
        foreach (var pair in tasks)
        {
            var claimants = pair.Value.Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToList();
            if (claimants.Count < 2)
            {
                continue;
            }

            foreach (var task in claimants)
            {
                var problem = new TaskProblem(TaskProblemKind.DuplicateName, task, WireNameRules.Message(pair.Key), option: nameof(TaskOptions.Name));
                new TaskProblemReport(context.ReportDiagnostic, context.CancellationToken).Add(problem, task);
            }
        }
    }
}
