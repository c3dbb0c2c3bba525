using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.CodeFixes;

/// <summary>What stands behind <c>?.</c>.</summary>
internal static class ConditionalChain
{
    /// <summary>Whether an expression begins there, as <c>.Delay().Wait()</c> of <c>call?.Delay().Wait()</c>: nothing can be written in front of it.</summary>
    public static bool HasRest(ExpressionSyntax expression) =>
        expression.GetFirstToken().Parent is MemberBindingExpressionSyntax or BracketedArgumentListSyntax { Parent: ElementBindingExpressionSyntax };
}
