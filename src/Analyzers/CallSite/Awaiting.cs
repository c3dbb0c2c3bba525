using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>Where <c>await</c> can be written. Nothing makes a function async for it: that would change its callers.</summary>
internal static class Awaiting
{
    /// <summary>Whether the function around a node is async, or is the program itself, so that an await changes nothing else.</summary>
    public static bool IsAllowedAt(SyntaxNode node)
    {
        if (UnsafeContext.IsAround(node))
        {
            return false;
        }

        // A query is made of lambdas, but for the sources of its first from and of its joins.
        bool isSource = false;
        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case LockStatementSyntax or CatchFilterClauseSyntax:
                    return false;
                case JoinClauseSyntax join:
                    isSource = join.InExpression.Span.Contains(node.Span);
                    break;
                case QueryExpressionSyntax query when !isSource && !query.FromClause.Expression.Span.Contains(node.Span):
                    return false;
                case QueryExpressionSyntax:
                    isSource = false;
                    break;
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }
}
