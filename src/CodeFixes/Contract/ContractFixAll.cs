using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedTasks.CodeFixes.Contract;

/// <summary>Writes the contract file of each project once, for all of its diagnostics together.</summary>
/// <param name="edit">Changes the file of one project.</param>
internal sealed class ContractFixAll(Func<Project, IEnumerable<Diagnostic>, CancellationToken, Task<Solution>> edit) : FixAllProvider
{
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(
        CodeAction.Create("Write the contract file", cancel => EditAllAsync(context, cancel), context.CodeActionEquivalenceKey ?? nameof(ContractFixAll)));

    private async Task<Solution> EditAllAsync(FixAllContext context, CancellationToken cancel)
    {
        var solution = context.Solution;
        foreach (var project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
        {
            var diagnostics = context.Scope == FixAllScope.Document && context.Document is { } document
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            var ours = diagnostics.Where(one => context.DiagnosticIds.Contains(one.Id)).ToImmutableArray();
            if (!ours.IsEmpty)
            {
                solution = await edit(solution.GetProject(project.Id)!, ours, cancel).ConfigureAwait(false);
            }
        }

        return solution;
    }
}
