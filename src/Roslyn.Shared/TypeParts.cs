using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The types that a type is put together from.</summary>
internal static class TypeParts
{
    /// <summary>Itself or what it is an array of, its type arguments and those of the types around it, and what these are put together from.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(ITypeSymbol? type)
    {
        while (type is IArrayTypeSymbol array)
        {
            type = array.ElementType;
        }

        if (type is not INamedTypeSymbol named)
        {
            yield break;
        }

        yield return named;
        for (INamedTypeSymbol? one = named; one is { IsUnboundGenericType: false }; one = one.ContainingType)
        {
            foreach (INamedTypeSymbol part in one.TypeArguments.SelectMany(Of))
            {
                yield return part;
            }
        }
    }
}
