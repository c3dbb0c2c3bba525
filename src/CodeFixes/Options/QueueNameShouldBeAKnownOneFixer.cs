using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.Options;

namespace TypedTasks.CodeFixes.Options;

/// <summary>Writes the name of the queue that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class QueueNameShouldBeAKnownOneFixer : CodeFixProvider
{
    private const string Key = "Use the known queue";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT1005QueueNameShouldBeAKnownOne);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var meant = context.Diagnostics[0].Properties.TryGetValue(QueueNameShouldBeAKnownOneAnalyzer.Meant, out var name) ? name : null;

        // A constant is the name of several places: whoever wrote it there has to look.
        if (meant is not null && root?.FindNode(context.Span, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal)
        {
            var known = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(meant)).WithTriviaFrom(literal);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Use the queue \"{meant}\"", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(literal, known))), equivalenceKey: Key),
                context.Diagnostics);
        }
    }
}
