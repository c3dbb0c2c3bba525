using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.Options;

/// <summary>Takes the option out. What the task does stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OptionMustHaveAnEffectFixer : CodeFixProvider
{
    private const string Title = "Remove the option";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT1006OptionMustHaveAnEffect);

    // Not the batch fixer: two options of one list share a comma.
    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(RemoveAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await RemoveAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    private static async Task<Document?> RemoveAsync(Document document, int position, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        return root?.FindToken(position).Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { Parent: AttributeArgumentListSyntax list } argument
            ? document.WithSyntaxRoot(root.RemoveNode(list.Arguments.Count == 1 ? list : argument, SyntaxRemoveOptions.KeepNoTrivia)!)
            : null;
    }
}
