using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.CodeFixes.CallSite;

/// <summary>Finds the statement that runs an expression.</summary>
internal static class Statements
{
    /// <summary>
    /// The statement around an expression, or null where the expression is run by a lambda without a block: what stands around the
    /// lambda runs it at another time, or never.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <param name="mayCross">Whether a lambda may be left, because the statement around it is meant.</param>
    public static ExpressionStatementSyntax? Around(SyntaxNode? expression, Func<AnonymousFunctionExpressionSyntax, bool>? mayCross = null)
    {
        for (var node = expression; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ExpressionStatementSyntax statement:
                    return statement;
                case AnonymousFunctionExpressionSyntax lambda when mayCross?.Invoke(lambda) != true:
                    return null;
                case AnonymousFunctionExpressionSyntax:
                    mayCross = null;
                    break;
            }
        }

        return null;
    }
}
