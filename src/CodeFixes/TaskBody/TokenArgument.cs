using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers.TaskBody;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Writes a token as the argument of a call.</summary>
internal static class TokenArgument
{
    public static InvocationExpressionSyntax AddTo(InvocationExpressionSyntax call, MissingToken missing, string token)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token));
        var arguments = call.ArgumentList.Arguments;

        // Behind a named argument stands a named one.
        if (missing.MustBeNamed || arguments.Any(static one => one.NameColon is not null))
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(missing.Parameter).WithTrailingTrivia(SyntaxFactory.Space));
        }

        if (arguments.Count == 0)
        {
            return call.WithArgumentList(call.ArgumentList.WithArguments(arguments.Add(argument)));
        }

        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(
            arguments.GetWithSeparators().Add(comma).Add(argument))));
    }
}
