using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.Declaration;

/// <summary>Takes the attribute off.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ParameterAttributeMustBeOnATaskFixer : CodeFixProvider
{
    private const string Title = "Remove the attribute";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT0012ParameterAttributeMustBeOnATask);

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
        return root?.FindToken(position).Parent?.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? document.WithSyntaxRoot(AttributeRemoval.From(root, attribute))
            : null;
    }
}
