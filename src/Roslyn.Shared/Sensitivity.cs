using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>What carries <c>[Sensitive]</c>, or leads to something that does: it is not printed.</summary>
internal static class Sensitivity
{
    public const string Attribute = "TypedTasks.SensitiveAttribute";

    private static readonly ConditionalWeakTable<PayloadWalk, StrongBox<bool>> OfWalks = new();

    /// <summary>Whether the argument must not be printed.</summary>
    public static bool Of(IParameterSymbol parameter, PayloadShapes shapes) =>
        parameter.Has(Attribute) || OfWalks.GetValue(shapes.Walk(parameter.Type), static walk => new StrongBox<bool>(Holds(walk))).Value;

    /// <summary>Whether a member says it: the property, one that it overrides, or the parameter of the constructor that it comes from.</summary>
    public static bool IsMarked(PayloadMember member) => IsMarked(member.Symbol) || member.Parameter?.Has(Attribute) == true;

    /// <summary>The same of a member of which nobody knows where it comes from: a parameter of its name speaks for it, as in a positional record.</summary>
    public static bool IsMarked(ISymbol member)
    {
        for (ISymbol? one = member; one is not null; one = (one as IPropertySymbol)?.OverriddenProperty)
        {
            if (one.Has(Attribute)
                || one.ContainingType.InstanceConstructors.SelectMany(static constructor => constructor.Parameters)
                    .Any(parameter => string.Equals(parameter.Name, one.Name, StringComparison.OrdinalIgnoreCase) && parameter.Has(Attribute)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Who prints an object does not ask what of it travels, and how: what a serializer of the user's writes, what is left out and what
    /// an override hides are looked at too.
    /// </summary>
    private static bool Holds(PayloadWalk walk) => walk.Shapes.SelectMany(static shape => TypeParts.Of(shape.Type)).SelectMany(AndBases).Any(Says);

    private static bool Says(INamedTypeSymbol type) => type.GetMembers().Any(static member => member switch
    {
        IPropertySymbol or IFieldSymbol => member.Has(Attribute),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(static parameter => parameter.Has(Attribute)),
        _ => false,
    });

    /// <summary>Types of the framework's carry no attribute of ours, and have many members.</summary>
    private static IEnumerable<INamedTypeSymbol> AndBases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type; one is not null && !PayloadClassifier.IsOfTheFramework(one); one = one.BaseType)
        {
            yield return one;
        }
    }
}
