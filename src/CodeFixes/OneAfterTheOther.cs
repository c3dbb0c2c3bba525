using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedTasks.CodeFixes;

/// <summary>Fixes the diagnostics of a document from top to bottom, each in what the one before it has left.</summary>
/// <remarks>
/// Unlike the batch fixer it lets a fix see the fixes above, and it needs no equivalence key: <c>dotnet format</c> takes the key from
/// the first diagnostic of an analyzer, whichever of its rules that is.
/// </remarks>
internal static class OneAfterTheOther
{
    /// <param name="fix">Gives the document with the diagnostic at a position fixed, or null where it cannot be.</param>
    public static FixAllProvider With(Func<Document, int, CancellationToken, Task<Document?>> fix) =>
        FixAllProvider.Create(async (context, document, diagnostics) =>
        {
            var shift = 0;
            foreach (var diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
            {
                var position = diagnostic.Location.SourceSpan.Start + shift;
                if (await fix(document, position, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
                {
                    shift += await LengthAsync(fixedDocument, context.CancellationToken).ConfigureAwait(false)
                        - await LengthAsync(document, context.CancellationToken).ConfigureAwait(false);
                    document = fixedDocument;
                }
            }

            return document;
        });

    private static async Task<int> LengthAsync(Document document, CancellationToken cancel) =>
        (await document.GetTextAsync(cancel).ConfigureAwait(false)).Length;
}
