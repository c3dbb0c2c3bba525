using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TypedTasks.CodeFixes;

/// <summary>How a diagnostic is mended: an edit of the syntax tree as it was before any fix, or null where there is none.</summary>
internal delegate Action<SyntaxEditor>? EditPlan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel);

/// <summary>Fixes that are edits of one document: one by one, or all of a document in one editor, which keeps track of nested ones.</summary>
internal static class EditFix
{
    public static async Task RegisterAsync(CodeFixContext context, string title, EditPlan plan)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var diagnostic = context.Diagnostics[0];
        if (root is not null && model is not null && plan(root, model, diagnostic, context.CancellationToken) is { } edit)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    title,
                    async cancel =>
                    {
                        var editor = await DocumentEditor.CreateAsync(context.Document, cancel).ConfigureAwait(false);
                        edit(editor);
                        return editor.GetChangedDocument();
                    },
                    equivalenceKey: title),
                diagnostic);
        }
    }

    public static FixAllProvider All(EditPlan plan) => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var editor = await DocumentEditor.CreateAsync(document, context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics.OrderBy(static one => one.Location.SourceSpan.Start))
        {
            plan(root!, model!, diagnostic, context.CancellationToken)?.Invoke(editor);
        }

        return editor.GetChangedDocument();
    });
}
