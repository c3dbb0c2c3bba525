using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>One method, two tasks: <c>[Task]</c> on an override or an implementation, and on what it overrides or implements.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskShouldBeDeclaredOnceAnalyzer : DeclaredTaskAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0011TaskShouldBeDeclaredOnce,
        "Task should be declared once",
        "'{0}' is a second task beside {1}, with a name and options of its own: keep [Task] on one of them",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A method that overrides or implements a task runs for it already. With a [Task] of its own it is another task: what is sent by one proxy knows nothing of the options of the other.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0011TaskShouldBeDeclaredOnce));

    /// <summary>Called by the compiler.</summary>
    public TaskShouldBeDeclaredOnceAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Analyze(SymbolAnalysisContext context, IMethodSymbol task, AttributeData attribute)
    {
        if (TaskFamily.TaskBehind(task) is { } other && task.Locations.FirstOrDefault(static place => place.IsInSource) is { } place)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, task.Name, $"{other.ContainingType.Name}.{other.Name}"));
        }
    }
}
