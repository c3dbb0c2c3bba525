using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Throws again at the end of the catch.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FailureMustReachTheWorkerFixer : CodeFixProvider
{
    private const string Title = "Throw again";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT4003FailureMustReachTheWorker);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel) =>
        root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is CatchClauseSyntax clause
            ? editor => editor.ReplaceNode(clause.Block, static (current, _) => WithThrow((BlockSyntax)current))
            : null;

    private static BlockSyntax WithThrow(BlockSyntax block)
    {
        var again = SyntaxFactory.ThrowStatement().WithAdditionalAnnotations(Formatter.Annotation);
        if (block.Statements.LastOrDefault() is ReturnStatementSyntax { Expression: null } returning)
        {
            return block.ReplaceNode(returning, again.WithTriviaFrom(returning));
        }

        // An empty pair of braces on one line becomes three lines.
        return block.AddStatements(again).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
