using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Whether types are one type to whoever writes and reads them: what a tuple calls its elements does not count, at any depth.</summary>
internal sealed class TypesButTupleNames : IEqualityComparer<ITypeSymbol>
{
    public static readonly TypesButTupleNames Comparer = new();

    private TypesButTupleNames()
    {
    }

    public bool Equals(ITypeSymbol? one, ITypeSymbol? other) =>
        SymbolEqualityComparer.Default.Equals(one, other) || (one, other) switch
        {
            (IArrayTypeSymbol array, IArrayTypeSymbol more) => array.Rank == more.Rank && Equals(array.ElementType, more.ElementType),
            (INamedTypeSymbol named, INamedTypeSymbol more) => SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, more.OriginalDefinition)
                && named.IsUnboundGenericType == more.IsUnboundGenericType
                && named.TypeArguments.Length == more.TypeArguments.Length
                && named.TypeArguments.Zip(more.TypeArguments, Equals).All(static same => same)
                && Equals(named.ContainingType, more.ContainingType),
            _ => false,
        };

    /// <summary>Coarse, because the names are in the hash of all that they are part of.</summary>
    public int GetHashCode(ITypeSymbol type) => type is IArrayTypeSymbol array
        ? unchecked((31 * GetHashCode(array.ElementType)) + array.Rank)
        : SymbolEqualityComparer.Default.GetHashCode(type.OriginalDefinition);
}
