using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedTasks.Analyzers.Composition;

/// <summary>A program whose worker does not know the tasks of a library that the program references.</summary>
internal static class ReferencedTasksMustBeRegistered
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT6001ReferencedTasksMustBeRegistered,
        "Referenced tasks must be registered",
        "The worker knows no task of the referenced '{0}', because {1}() is never called; call it on what AddTypedTasks() returns",
        RuleCategories.Composition,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A worker runs what is registered, and nothing scans assemblies. A task that it does not know is put off, and buried after a while.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT6001ReferencedTasksMustBeRegistered),
        WellKnownDiagnosticTags.CompilationEnd);

    public static void Check(HostParts host, CompilationAnalysisContext context)
    {
        foreach (var assembly in host.ReferencedModules)
        {
            // Interfaces with tasks are a contract: whoever implements them registers them.
            if (!host.Registers(assembly) && TaskSearch.TasksOf(assembly).Any(static task => task.ContainingType.TypeKind != TypeKind.Interface))
            {
                TasksMustBeRegistered.Report(Rule, host, assembly, context);
            }
        }
    }
}
