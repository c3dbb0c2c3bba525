using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.CallSite;

namespace TypedTasks.CodeFixes.CallSite;

/// <summary>Writes <c>await</c> where the enclosing function can.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DelayMustBeAwaitedFixer : CodeFixProvider
{
    private const string Title = "Await it";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT3001DelayMustBeAwaited);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var statement = Statements.Around(root?.FindNode(context.Span, getInnermostNodeForTie: true));

        // x?.Delay() may be null, which await does not take.
        if (statement is null or { Expression: ConditionalAccessExpressionSyntax } || !Awaiting.IsAllowedAt(statement))
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(Title, _ => Task.FromResult(AddAwait(context.Document, root!, statement)), equivalenceKey: Title),
            context.Diagnostics);
    }

    private static Document AddAwait(Document document, SyntaxNode root, ExpressionStatementSyntax statement)
    {
        var expression = statement.Expression;
        var awaited = SyntaxFactory.AwaitExpression(expression.WithoutLeadingTrivia()).WithLeadingTrivia(expression.GetLeadingTrivia());
        return document.WithSyntaxRoot(root.ReplaceNode(expression, awaited));
    }
}
