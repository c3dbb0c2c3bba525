using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.TaskBody;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Writes <c>await</c> into a task.</summary>
internal static class Awaiting
{
    /// <summary>
    /// What must be done so that <c>await</c> is allowed at a place: nothing in an async function; a task that returns nothing
    /// becomes async. Null where it is not allowed and cannot be.
    /// </summary>
    public static Action<SyntaxEditor>? At(SyntaxNode place, SemanticModel model, CancellationToken cancel)
    {
        if (UnsafeContext.IsAround(place))
        {
            return null;
        }

        for (var outer = place.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case LockStatementSyntax or CatchFilterClauseSyntax or QueryExpressionSyntax:
                    return null;
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword) ? Nothing : null;
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword) ? Nothing : null;
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword) ? Nothing : MakeAsync(method, model, cancel);
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>An await of an expression, in parentheses where what stands around it binds tighter.</summary>
    public static ExpressionSyntax Await(ExpressionSyntax replaced, ExpressionSyntax awaited)
    {
        ExpressionSyntax await = SyntaxFactory.AwaitExpression(awaited.WithoutTrivia());
        var bindsTighter = replaced.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == replaced,
            ElementAccessExpressionSyntax access => access.Expression == replaced,
            InvocationExpressionSyntax call => call.Expression == replaced,
            ConditionalAccessExpressionSyntax access => access.Expression == replaced,
            PostfixUnaryExpressionSyntax => true,
            _ => false,
        };
        return (bindsTighter ? SyntaxFactory.ParenthesizedExpression(await) : await).WithTriviaFrom(replaced);
    }

    private static Action<SyntaxEditor>? MakeAsync(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancel)
    {
        if (model.GetDeclaredSymbol(method, cancel) is not { ReturnsVoid: true } symbol
            || TaskBodies.HasFixedSignature(symbol)
            || model.Compilation.GetTypeByMetadataName(Tasks.Task) is not { } task)
        {
            return null;
        }

        return editor => editor.ReplaceNode(method, (current, generator) =>
        {
            var now = (MethodDeclarationSyntax)current;
            return now.Modifiers.Any(SyntaxKind.AsyncKeyword) ? now : now
                .WithReturnType((TypeSyntax)generator.TypeExpression(task, addImport: true).WithTriviaFrom(now.ReturnType))
                .AddModifiers(SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        });
    }

    private static void Nothing(SyntaxEditor editor)
    {
    }
}
