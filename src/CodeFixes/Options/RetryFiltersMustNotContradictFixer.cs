using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.Options;

/// <summary>Takes the exception out of its list. What is retried stays the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RetryFiltersMustNotContradictFixer : CodeFixProvider
{
    private const string Title = "Remove the exception";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT1008RetryFiltersMustNotContradict);

    // Not the batch fixer: two elements of one list share a comma.
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

        // An empty list means every exception: the last one cannot go without changing what is retried.
        return root?.FindToken(position).Parent?.FirstAncestorOrSelf<TypeOfExpressionSyntax>() switch
        {
            { Parent: InitializerExpressionSyntax { Expressions.Count: > 1 } list } element =>
                document.WithSyntaxRoot(root.ReplaceNode(list, list.WithExpressions(Without(list.Expressions, element)))),
            { Parent: ExpressionElementSyntax { Parent: CollectionExpressionSyntax { Elements.Count: > 1 } list } element } =>
                document.WithSyntaxRoot(root.ReplaceNode(list, list.WithElements(Without(list.Elements, element)))),
            _ => null,
        };
    }

    /// <summary>What stood behind the last element stands behind the one that is last now.</summary>
    private static SeparatedSyntaxList<T> Without<T>(SeparatedSyntaxList<T> list, T element)
        where T : SyntaxNode
    {
        var shorter = list.Remove(element);
        return element == list.Last() ? shorter.Replace(shorter.Last(), shorter.Last().WithTrailingTrivia(element.GetTrailingTrivia())) : shorter;
    }
}
