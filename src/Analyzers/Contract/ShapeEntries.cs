using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedTasks.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Contract;

/// <summary>Turns the named payload shapes of a compilation into entries.</summary>
internal sealed class ShapeEntries(ContractTypes types)
{
    /// <summary>The entry of a shape, or null where something in it cannot travel.</summary>
    public ShapeEntry? Of(PayloadShape shape, Action<PayloadShape> named) => shape.Kind switch
    {
        PayloadKind.Enum => Enum(shape),
        PayloadKind.Union => Union(shape, named),
        PayloadKind.Custom => new(ContractTypes.NameOf(shape.Type), ShapeKind.Custom) { Of = ContractTypes.NameOf(shape.Serializer!) },
        PayloadKind.Object => Object((INamedTypeSymbol)shape.Type, named),
        _ => null,
    };

    private static ShapeEntry Enum(PayloadShape shape) => new(ContractTypes.NameOf(shape.Type), ShapeKind.Enum)
    {
        Of = ContractTypes.PrimitiveOf(shape.Reader!),
        Values =
        [
            .. shape.Type.GetMembers().OfType<IFieldSymbol>()
                .Where(static one => one.HasConstantValue && one.ConstantValue is not null)
                .Select(static one => new EnumValueEntry(one.Name, Convert.ToDecimal(one.ConstantValue, CultureInfo.InvariantCulture)))
                .OrderBy(static one => one.Value),
        ],
    };

    private ShapeEntry? Union(PayloadShape shape, Action<PayloadShape> named)
    {
        var cases = new List<CaseEntry>();
        foreach (PayloadCase one in shape.Cases)
        {
            if (types.TypeOf(one.Type, named) is not { } type)
            {
                return null;
            }

            cases.Add(new(one.Key, type));
        }

        return new(ContractTypes.NameOf(shape.Type), ShapeKind.Union) { Cases = [.. cases.OrderBy(static one => one.Key)] };
    }

    private ShapeEntry? Object(INamedTypeSymbol type, Action<PayloadShape> named)
    {
        // Asked anew with the nullability of its arguments taken off: of Page<string> and Page<string?> there is one shape.
        INamedTypeSymbol plain = type.IsGenericType && type.ContainingType is not { IsGenericType: true }
            ? type.OriginalDefinition.Construct([.. type.TypeArguments.Select(static one => one.WithNullableAnnotation(NullableAnnotation.NotAnnotated))])
            : type;
        if (PayloadContracts.Of(plain).Contract is not { } contract)
        {
            return null;
        }

        bool setsRequired = contract.Constructor is { } chosen && PayloadContracts.SetsRequired(chosen);
        var members = new List<MemberEntry>();
        foreach (PayloadMember member in contract.Members)
        {
            if (types.ValueOf(member.Type, named) is not { } value)
            {
                return null;
            }

            bool required = member.Parameter is { } parameter ? !parameter.HasExplicitDefaultValue : member.Required && !setsRequired;
            members.Add(new(contract.AsArray ? member.Name : member.Key, contract.AsArray ? member.Index : -1, value, required));
        }

        return new(ContractTypes.NameOf(type), type.IsValueType ? ShapeKind.Struct : ShapeKind.Object) { IsArray = contract.AsArray, Members = members };
    }
}
