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

/// <summary>Awaits what was dropped or discarded.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WorkMustEndWithTheTaskFixer : CodeFixProvider
{
    private const string Title = "Await it before the task ends";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT4002WorkMustEndWithTheTask);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel)
    {
        var call = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is null || !Tasks.IsTask(model.GetTypeInfo(call, cancel).Type) || Dropped(call) is not { } dropped
            || Awaiting.At(dropped, model, cancel) is not { } allowAwait)
        {
            return null;
        }

        return editor =>
        {
            editor.ReplaceNode(dropped, (current, _) => Awaiting.Await(dropped, Value((ExpressionSyntax)current)).WithTriviaFrom(current));
            allowAwait(editor);
        };
    }

    /// <summary>The expression of the whole statement, or null behind <c>?.</c>, where there may be nothing to await.</summary>
    private static ExpressionSyntax? Dropped(ExpressionSyntax call)
    {
        for (SyntaxNode? outer = call; outer is ExpressionSyntax expression; outer = outer.Parent)
        {
            if (expression is ConditionalAccessExpressionSyntax)
            {
                return null;
            }

            if (expression.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax)
            {
                return expression;
            }
        }

        return null;
    }

    private static ExpressionSyntax Value(ExpressionSyntax dropped) =>
        dropped is AssignmentExpressionSyntax assignment && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? assignment.Right : dropped;
}
