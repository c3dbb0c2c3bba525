using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>Questions about a place in a body.</summary>
internal static class Operations
{
    /// <summary>What is around an operation, from the inside out, as far as the body goes.</summary>
    public static IEnumerable<IOperation> Around(this IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            yield return outer;
        }
    }

    public static IOperation Body(this IOperation operation) => operation.Around().LastOrDefault() ?? operation;

    public static bool IsInsideNameOf(this IOperation operation) => operation.Around().Any(static outer => outer is INameOfOperation);

    /// <summary>The local, parameter, field or property that an expression names, or null where it computes something.</summary>
    public static ISymbol? Named(this IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        IConversionOperation conversion => conversion.Operand.Named(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Named(),
        _ => null,
    };

    public static bool Names(this IOperation? operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(operation.Named(), symbol);

    /// <summary>Whether a symbol is named anywhere within.</summary>
    public static bool Mentions(this IOperation operation, ISymbol symbol) => operation.DescendantsAndSelf().Any(one => one.Names(symbol));

    /// <summary>Without conversions, parentheses and a trailing <c>ConfigureAwait</c>.</summary>
    public static IOperation Bare(this IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand.Bare(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Bare(),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => configured.Bare(),
        _ => operation,
    };

    /// <summary>The name of a called or read member, which is where a rule about it points; the whole expression where it has none.</summary>
    public static Location NameLocation(this IOperation operation) => NameOf(operation.Syntax).GetLocation();

    private static SyntaxNode NameOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax call => NameOf(call.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => syntax,
    };
}
