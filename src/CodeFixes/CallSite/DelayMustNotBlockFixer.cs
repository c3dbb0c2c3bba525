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

/// <summary>Writes <c>await</c> in place of <c>Wait()</c>, <c>Result</c> and <c>GetAwaiter().GetResult()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DelayMustNotBlockFixer : CodeFixProvider
{
    private const string Title = "Await it";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT3012DelayMustNotBlock);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is ExpressionSyntax blocking
            && !ConditionalChain.HasRest(blocking)
            && Awaited(blocking) is { } task
            && Awaiting.IsAllowedAt(blocking))
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(blocking, Await(blocking, task)))),
                    equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    /// <summary>What an expression blocks on. Wait with a token or a time limit says more than await can.</summary>
    private static ExpressionSyntax? Awaited(ExpressionSyntax blocking) => blocking switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => result.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } wait, ArgumentList.Arguments.Count: 0 } => wait.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } awaiter },
            },
        } => awaiter.Expression,
        _ => null,
    };

    private static ExpressionSyntax Await(ExpressionSyntax blocking, ExpressionSyntax task)
    {
        ExpressionSyntax awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutLeadingTrivia().WithoutTrailingTrivia());
        var bindsCloser = blocking.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax
            or PostfixUnaryExpressionSyntax;
        return (bindsCloser ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited).WithTriviaFrom(blocking);
    }
}
