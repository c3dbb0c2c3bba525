using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Reads the cases that <c>[TaskUnion]</c> or MessagePack-CSharp's <c>[Union]</c> declares: a closed set (G8).</summary>
internal static class PayloadUnions
{
    private const string Ours = "TypedTasks.TaskUnionAttribute";
    private const string MessagePacks = "MessagePack.UnionAttribute";

    public static bool IsUnion(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Interface or TypeKind.Class && type.OriginalDefinition.GetAttributes().Any(static one => IsCase(one));

    /// <summary>The cases of a union by key, or why there are none.</summary>
    public static (IReadOnlyList<PayloadCase> Cases, PayloadProblem? Problem) Of(INamedTypeSymbol union)
    {
        var cases = new List<PayloadCase>();
        var owners = new Dictionary<INamedTypeSymbol, PayloadCase>(SymbolEqualityComparer.Default);
        AttributeData[] attributes = [.. union.OriginalDefinition.GetAttributes().Where(static one => IsCase(one))];
        if (attributes.Any(static one => one.AttributeClass.Is(Ours)) && attributes.Any(static one => one.AttributeClass.Is(MessagePacks)))
        {
            return Bad($"{union.Name} carries both [TaskUnion] and [MessagePack.Union], so that two lists would have to agree; keep one");
        }

        foreach (AttributeData attribute in attributes)
        {
            if (attribute.ConstructorArguments is not [{ Value: int key }, { Value: { } named }])
            {
                return Bad($"a case of the union {union.Name} has no key or no type");
            }

            if (named is not INamedTypeSymbol { TypeKind: not TypeKind.Error } given)
            {
                return Bad($"the case {key} of the union {union.Name} must be named by typeof, as a class or a struct");
            }

            (INamedTypeSymbol? type, string? problem) = CaseOf(given, union);
            if (type is null)
            {
                return Bad(problem!);
            }

            var found = new PayloadCase(key, type, ClassesOf(type, union));
            if (cases.Find(one => one.Key == key) is { } same)
            {
                return Bad($"the key {key} of the union {union.Name} stands for both {same.Type.Name} and {type.Name}");
            }

            foreach (INamedTypeSymbol one in found.Classes)
            {
                if (owners.TryGetValue(one, out PayloadCase? owner))
                {
                    return Bad($"{one.Name} belongs to two cases of the union {union.Name}, {owner.Key} and {key}");
                }

                owners.Add(one, found);
            }

            cases.Add(found);
        }

        cases.Sort(static (one, other) => one.Key.CompareTo(other.Key));
        return (cases, null);
    }

    private static bool IsCase(AttributeData attribute) => attribute.AttributeClass.Is(Ours) || attribute.AttributeClass.Is(MessagePacks);

    private static (INamedTypeSymbol? Type, string? Problem) CaseOf(INamedTypeSymbol given, INamedTypeSymbol union)
    {
        INamedTypeSymbol? type = given;
        if (given.IsUnboundGenericType)
        {
            type = GenericCases.Close(given, union);
            if (type is null)
            {
                return (null, $"{given.Name}<> cannot be told from {union.Name}: each of its type parameters must be one of {union.Name}'s, with the same constraints; name it with its type arguments");
            }
        }

        if (!DerivesFrom(type, union))
        {
            return (null, union.TypeKind == TypeKind.Interface
                ? $"{type.Name} is no case of the union {union.Name}, because it does not implement it"
                : $"{type.Name} is no case of the union {union.Name}, because it does not derive from it");
        }

        return type.IsAbstract && (!IsUnion(type) || Same(type, union))
            ? (null, $"the case {type.Name} of the union {union.Name} is abstract: name the classes that it stands for, or declare cases of its own")
            : (type, null);
    }

    /// <summary>What a value of a case can be; a union that names itself means the class alone.</summary>
    private static IReadOnlyList<INamedTypeSymbol> ClassesOf(INamedTypeSymbol type, INamedTypeSymbol union) =>
        Same(type, union) || !IsUnion(type) ? [type] : [.. Of(type).Cases.SelectMany(static one => one.Classes)];

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol union)
    {
        if (union.TypeKind == TypeKind.Interface)
        {
            return Same(type, union) || type.AllInterfaces.Any(one => Same(one, union));
        }

        for (INamedTypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (Same(one, union))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(INamedTypeSymbol one, INamedTypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static (IReadOnlyList<PayloadCase> Cases, PayloadProblem? Problem) Bad(string reason) => ([], new(PayloadProblemKind.BadUnion, reason));
}
