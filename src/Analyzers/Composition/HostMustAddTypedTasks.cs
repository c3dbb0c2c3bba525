using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedTasks.Analyzers.Composition;

/// <summary>A program with tasks, or one that delays some, in which nobody adds TypedTasks to a host.</summary>
internal static class HostMustAddTypedTasks
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT6003HostMustAddTypedTasks,
        "Host must add TypedTasks",
        "'{0}' needs a host with TypedTasks, but this program never calls AddTypedTasks; call builder.Services.AddTypedTasks()",
        RuleCategories.Composition,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "AddTypedTasks adds the client that Delay looks for, and what a worker hangs on. Without it Delay throws and no task runs.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT6003HostMustAddTypedTasks),
        WellKnownDiagnosticTags.CompilationEnd);

    public static void Check(HostParts host, CompilationAnalysisContext context)
    {
        if (host.Setup is not null)
        {
            return;
        }

        if (host.Send is { } send)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, send, send.SourceTree!.GetText(context.CancellationToken).ToString(send.SourceSpan)));
        }
        else if (TaskSearch.TasksOf(context.Compilation.Assembly).FirstOrDefault(static one => one.Locations[0].IsInSource) is { } task)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, task.Locations[0], task.Name));
        }
    }
}
