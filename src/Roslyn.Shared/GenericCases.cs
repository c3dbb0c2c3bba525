using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>
/// Finds the case that <c>typeof(Ok&lt;&gt;)</c> means on <c>Result&lt;int&gt;</c>. An attribute cannot say <c>Ok&lt;T&gt;</c>, but how the
/// case derives from the union says where each type argument goes.
/// </summary>
internal static class GenericCases
{
    public static INamedTypeSymbol? Close(INamedTypeSymbol open, INamedTypeSymbol union)
    {
        INamedTypeSymbol definition = open.OriginalDefinition;
        if (definition.ContainingType is { IsGenericType: true } || UnionOf(definition, union) is not { } seen)
        {
            return null;
        }

        var arguments = new ITypeSymbol[definition.TypeParameters.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            ITypeParameterSymbol parameter = definition.TypeParameters[i];
            int place = Array.FindIndex(seen.TypeArguments.ToArray(), one => SymbolEqualityComparer.Default.Equals(one, parameter));
            if (place < 0 || !SameConstraints(parameter, union.OriginalDefinition.TypeParameters[place]))
            {
                return null;
            }

            arguments[i] = union.TypeArguments[place];
        }

        return definition.Construct(arguments);
    }

    /// <summary>The type of another type's arguments, in their order: <c>IdSerializer&lt;&gt;</c> for <c>Id&lt;User&gt;</c>.</summary>
    public static INamedTypeSymbol? CloseAlike(INamedTypeSymbol open, INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = open.OriginalDefinition;
        return definition.ContainingType is not { IsGenericType: true }
            && definition.TypeParameters.Length == type.TypeArguments.Length
            && definition.TypeParameters.Zip(type.OriginalDefinition.TypeParameters, SameConstraints).All(static same => same)
                ? definition.Construct([.. type.TypeArguments])
                : null;
    }

    private static INamedTypeSymbol? UnionOf(INamedTypeSymbol definition, INamedTypeSymbol union)
    {
        for (INamedTypeSymbol? one = definition; one is not null; one = one.BaseType)
        {
            if (Is(one))
            {
                return one;
            }
        }

        return definition.AllInterfaces.FirstOrDefault(Is);

        bool Is(INamedTypeSymbol one) => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, union.OriginalDefinition);
    }

    /// <summary>What the union's argument satisfies, the case's then does too; a type named in a constraint is not followed.</summary>
    private static bool SameConstraints(ITypeParameterSymbol one, ITypeParameterSymbol other) =>
        (!one.HasReferenceTypeConstraint || other.HasReferenceTypeConstraint)
        && (!one.HasValueTypeConstraint || other.HasValueTypeConstraint)
        && (!one.HasUnmanagedTypeConstraint || other.HasUnmanagedTypeConstraint)
        && (!one.HasConstructorConstraint || other.HasConstructorConstraint || other.HasValueTypeConstraint)
        && one.ConstraintTypes.All(type => other.ConstraintTypes.Contains(type, SymbolEqualityComparer.Default));
}
