using Microsoft.CodeAnalysis;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>Turns the problems of one type's tasks into diagnostics, each told once.</summary>
internal sealed class TaskProblemReport(Action<Diagnostic> report, CancellationToken cancel)
{
    private readonly HashSet<(string Id, Location Place, string What)> told = [];

    public void Add(TaskProblem problem, IMethodSymbol task)
    {
        var rule = TaskProblemRules.For(problem.Kind, problem.Option);
        var place = TaskProblemLocation.Of(problem, task, cancel);

        // Ten tasks of a type that is not partial are one mistake, and so are the three names that one proxy brings along;
        // two members of one argument that cannot travel are two.
        var isOne = problem.Guilty is INamedTypeSymbol || problem.Kind == TaskProblemKind.NameClash;
        if (told.Add((rule.Id, place, isOne ? "" : problem.Message)))
        {
            // A diagnostic is one sentence without its full stop, as the compiler's neighbours write theirs.
            report(Diagnostic.Create(rule, place, problem.Message.TrimEnd('.')));
        }
    }
}
