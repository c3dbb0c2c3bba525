using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>The token that a place in a task can pass on: that of the innermost function that takes one.</summary>
internal static class TokenAtHand
{
    /// <summary>The expression to write: <c>cancellationToken</c>, <c>context.CancellationToken</c>, or null where there is none.</summary>
    public static string? At(SyntaxNode place, SemanticModel model, CancellationToken cancel)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax function:
                    var lambda = model.GetSymbolInfo(function, cancel).Symbol as IMethodSymbol;
                    if (Parameter(lambda) is not null || function.Modifiers.Any(SyntaxKind.StaticKeyword))
                    {
                        return Of(lambda);
                    }

                    break;
                case LocalFunctionStatementSyntax function:
                    var local = model.GetDeclaredSymbol(function, cancel) as IMethodSymbol;
                    if (Parameter(local) is not null || function.Modifiers.Any(SyntaxKind.StaticKeyword))
                    {
                        return Of(local);
                    }

                    break;
                case BaseMethodDeclarationSyntax method:
                    return Of(model.GetDeclaredSymbol(method, cancel));
            }
        }

        return null;
    }

    /// <summary>The same for a function: what its parameters offer.</summary>
    public static string? Of(IMethodSymbol? function)
    {
        var parameter = Parameter(function);
        return parameter is null ? null
            : parameter.Type.Is(KnownTypes.TaskContext) ? $"{Escaped(parameter.Name)}.CancellationToken"
            : Escaped(parameter.Name);
    }

    /// <summary>The parameter that is a token or brings one; a token is preferred.</summary>
    public static IParameterSymbol? Parameter(IMethodSymbol? function) =>
        function?.Parameters.FirstOrDefault(static one => one.Type.Is("System.Threading.CancellationToken"))
        ?? function?.Parameters.FirstOrDefault(static one => one.Type.Is(KnownTypes.TaskContext));

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
