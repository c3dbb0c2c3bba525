using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Torture;

/// <summary>Every fix for everything that was said: asked for, and applied, for whether it lives.</summary>
internal static class AllFixes
{
    /// <returns>How many fixes were applied.</returns>
    public static async Task<int> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics)
    {
        var applied = 0;
        foreach (var group in diagnostics.Where(one => one.Location.IsInSource).GroupBy(one => (one.Id, one.Location.SourceTree)))
        {
            if (project.GetDocument(group.Key.SourceTree) is not { } document
                || Shipped.Fixes.FirstOrDefault(fix => fix.FixableDiagnosticIds.Contains(group.Key.Id)) is not { } provider)
            {
                continue;
            }

            string? key = null;
            foreach (var diagnostic in group)
            {
                var offers = new List<CodeAction>();
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (offer, _) => offers.Add(offer), CancellationToken.None));
                foreach (var offer in offers)
                {
                    key ??= offer.EquivalenceKey;
                    await offer.GetOperationsAsync(CancellationToken.None);
                    applied++;
                }
            }

            if (key is not null && provider.GetFixAllProvider() is { } fixAll)
            {
                var everywhere = await fixAll.GetFixAsync(new FixAllContext(
                    document, provider, FixAllScope.Document, key, [group.Key.Id], new Known([.. group]), CancellationToken.None));
                applied += everywhere is null ? 0 : (await everywhere.GetOperationsAsync(CancellationToken.None)).Length;
            }
        }

        return applied;
    }

    private sealed class Known(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
