using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>What <c>[Obsolete(error: true)]</c> forbids to all code that is not obsolete itself.</summary>
internal static class Retired
{
    private const string Obsolete = "System.ObsoleteAttribute";

    public static bool Is(ISymbol? symbol)
    {
        switch (symbol)
        {
            case null or INamespaceSymbol:
                return false;
            case IArrayTypeSymbol array:
                return Is(array.ElementType);
            case INamedTypeSymbol type when type.TypeArguments.Any(Is):
                return true;
        }

        return symbol.Attribute(Obsolete) is { ConstructorArguments: [_, { Value: true }] } || Is(symbol.ContainingType);
    }
}
