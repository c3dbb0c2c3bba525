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

/// <summary>Sends the call; or, where an option was hung on a variable and dropped, keeps the changed call in the variable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CallMustBeDelayedFixer : CodeFixProvider
{
    private const string Key = "Use the call";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT3011CallMustBeDelayed);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancel = context.CancellationToken;
        var root = await context.Document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root is null || Statements.Around(root.FindNode(context.Span, getInnermostNodeForTie: true)) is not { Expression: InvocationExpressionSyntax call } statement)
        {
            return;
        }

        (string Title, ExpressionSyntax? With) use = Variable(call, model!, cancel) is { } variable ? ("Keep the changed call", (ExpressionSyntax?)Keep(variable, call))
            : Awaiting.IsAllowedAt(statement) ? ("Delay it", Delay(call))
            : default;
        if (use.With is { } replacement)
        {
            context.RegisterCodeFix(
                CodeAction.Create(use.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, replacement))), equivalenceKey: Key),
                context.Diagnostics);
        }
    }

    /// <summary>The local or parameter at the start of <c>call.In(...).OnQueue(...)</c>, if the result may be written to it.</summary>
    private static IdentifierNameSyntax? Variable(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancel)
    {
        ExpressionSyntax start = call;
        while (start is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
        {
            start = access.Expression;
        }

        return start is IdentifierNameSyntax name
            && model.GetSymbolInfo(name, cancel).Symbol is ILocalSymbol { IsForEach: false, IsUsing: false } or IParameterSymbol { RefKind: not (RefKind.In or RefKind.RefReadOnlyParameter) }
            && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(name, cancel).Type, model.GetTypeInfo(call, cancel).Type)
                ? name
                : null;
    }

    private static AssignmentExpressionSyntax Keep(IdentifierNameSyntax variable, InvocationExpressionSyntax call) => SyntaxFactory.AssignmentExpression(
        SyntaxKind.SimpleAssignmentExpression,
        SyntaxFactory.IdentifierName(variable.Identifier.WithLeadingTrivia(call.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space)),
        SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
        call.WithoutLeadingTrivia());

    private static AwaitExpressionSyntax Delay(InvocationExpressionSyntax call) => SyntaxFactory.AwaitExpression(
        SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithLeadingTrivia(call.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, call.WithoutLeadingTrivia().WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("Delay"))))
        .WithTrailingTrivia(call.GetTrailingTrivia());
}
