using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.TaskBody;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Catches only what is not the worker's cancellation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CancellationMustReachTheWorkerFixer : CodeFixProvider
{
    private const string Title = "Catch it only when the task is not cancelled";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticIds.TT4004CancellationMustReachTheWorker);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel)
    {
        if (root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not CatchClauseSyntax { Declaration: not null } clause
            || TokenAtHand.At(clause, model, cancel) is not { } token)
        {
            return null;
        }

        var filter = SyntaxFactory.CatchFilterClause(SyntaxFactory.ParseExpression($"!{token}.IsCancellationRequested"))
            .NormalizeWhitespace()
            .WithLeadingTrivia(SyntaxFactory.Space);
        return editor => editor.ReplaceNode(clause, (current, _) => WithFilter((CatchClauseSyntax)current, filter));
    }

    private static CatchClauseSyntax WithFilter(CatchClauseSyntax clause, CatchFilterClauseSyntax filter) => clause
        .WithDeclaration(clause.Declaration!.WithoutTrailingTrivia())
        .WithFilter(filter.WithTrailingTrivia(clause.Declaration!.GetTrailingTrivia()));
}
