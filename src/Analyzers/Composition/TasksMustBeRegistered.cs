using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Composition;

/// <summary>A program whose worker does not know the program's own tasks.</summary>
internal static class TasksMustBeRegistered
{
    /// <summary>The property of the diagnostic that names the method to call, or null where a call takes more than the name.</summary>
    internal const string Registration = nameof(Registration);

    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT6004TasksMustBeRegistered,
        "Tasks must be registered",
        "The worker knows no task of '{0}', because {1}() is never called; call it on what AddTypedTasks() returns",
        RuleCategories.Composition,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A worker runs what is registered. A task that it does not know is put off, and buried after a while.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT6004TasksMustBeRegistered),
        WellKnownDiagnosticTags.CompilationEnd);

    public static void Check(HostParts host, CompilationAnalysisContext context)
    {
        var own = context.Compilation.Assembly;
        if (own.Has(KnownTypes.TaskModuleAttribute))
        {
            Report(Rule, host, own, context);
        }
    }

    /// <summary>A host without a worker only sends, for which nothing need be registered.</summary>
    internal static void Report(DiagnosticDescriptor rule, HostParts host, IAssemblySymbol assembly, CompilationAnalysisContext context)
    {
        if (host is { HasWorker: true, Setup: { } setup } && !host.Registers(assembly) && HostParts.RegistrationOf(assembly) is { } method)
        {
            // Behind an alias it cannot be called as an extension without more: there is no fix then.
            var properties = ImmutableDictionary<string, string?>.Empty.Add(Registration, assembly.IsNamedGlobally(context.Compilation) ? method : null);
            context.ReportDiagnostic(Diagnostic.Create(rule, setup, properties, assembly.Name, method));
        }
    }
}
