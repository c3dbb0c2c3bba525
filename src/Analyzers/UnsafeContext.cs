using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Analyzers;

/// <summary>Code that may use pointers, and therefore must not await.</summary>
internal static class UnsafeContext
{
    /// <summary>Whether a place is inside of one: a block, a local function, a member or a type that is <c>unsafe</c>. Lambdas do not end it.</summary>
    public static bool IsAround(SyntaxNode place) => place.Ancestors().Any(static outer => outer switch
    {
        UnsafeStatementSyntax => true,
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.UnsafeKeyword),
        _ => false,
    });
}
