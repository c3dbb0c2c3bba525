using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>A member by which an element leads back to the object that holds it in a collection.</summary>
/// <param name="Owner">The object with the collection.</param>
/// <param name="Collection">Its member that holds the elements.</param>
/// <param name="Element">An element.</param>
/// <param name="Member">The element's member that leads back.</param>
internal sealed record BackReference(INamedTypeSymbol Owner, PayloadMember Collection, INamedTypeSymbol Element, PayloadMember Member);

/// <summary>Finds the pairs that make a cycle as soon as both ends are set: children that know their parent.</summary>
internal static class BackReferences
{
    private static readonly string[] Names = ["Parent", "Owner", "Container", "Previous"];

    public static IEnumerable<BackReference> In(ITypeSymbol type, Compilation compilation)
    {
        PayloadShapes shapes = PayloadShapes.Of(compilation);
        foreach (PayloadShape owner in shapes.Walk(type).Shapes)
        {
            if (owner.Contract is not { } contract || owner.Type is not INamedTypeSymbol named)
            {
                continue;
            }

            foreach (PayloadMember collection in contract.Members)
            {
                if (ElementOf(collection.Type, shapes) is { } element && shapes.ShapeOf(element).Contract is { } inner
                    && inner.Members.FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.Type, named) && LeadsBack(one.Name, named.Name)) is { } member)
                {
                    yield return new(named, collection, element, member);
                }
            }
        }
    }

    /// <summary>A line's <c>Order</c>, <c>Parent</c> or <c>ParentOrder</c> is the order that holds it; its <c>Replacement</c> need not be.</summary>
    private static bool LeadsBack(string member, string owner) =>
        string.Equals(member, owner, StringComparison.OrdinalIgnoreCase)
        || Names.Any(one => string.Equals(member, one, StringComparison.OrdinalIgnoreCase) || string.Equals(member, one + owner, StringComparison.OrdinalIgnoreCase));

    /// <summary>The objects in a collection, or the values of a map.</summary>
    private static INamedTypeSymbol? ElementOf(ITypeSymbol type, PayloadShapes shapes) =>
        shapes.ShapeOf(type) is { Kind: PayloadKind.Collection or PayloadKind.Map, Edges: { Count: > 0 } edges } && edges[edges.Count - 1].Type is INamedTypeSymbol element
        && shapes.ShapeOf(element).Kind == PayloadKind.Object ? element : null;
}
