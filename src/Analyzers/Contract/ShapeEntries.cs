using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedTasks.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Contract;

/// <summary>Turns the named payload shapes of a compilation into entries.</summary>
internal sealed class ShapeEntries(ContractTypes types)
{
    /// <summary>The entry of a shape that can travel.</summary>
    public ShapeEntry Of(NamedShape one, Action<NamedShape> named) => one.Shape.Kind switch
    {
        PayloadKind.Enum => Enum(one),
        PayloadKind.Union => Union(one, named),
        PayloadKind.Custom => new(one.Name, ShapeKind.Custom) { Of = ContractTypes.NameOf(one.Shape.Serializer!) },
        _ => Object(one, named),
    };

    private static ShapeEntry Enum(NamedShape one) => new(one.Name, ShapeKind.Enum)
    {
        Of = ContractTypes.PrimitiveOf(one.Shape.Reader!),
        Values =
        [
            .. one.Shape.Type.GetMembers().OfType<IFieldSymbol>()
                .Where(static one => one.HasConstantValue && one.ConstantValue is not null)
                .Select(static one => new EnumValueEntry(one.Name, Convert.ToDecimal(one.ConstantValue, CultureInfo.InvariantCulture)))
                .OrderBy(static one => one.Value),
        ],
    };

    private ShapeEntry Union(NamedShape union, Action<NamedShape> named)
    {
        PayloadShape shape = union.Shape;
        return new(union.Name, ShapeKind.Union) { Cases = [.. shape.Cases.Select(one => new CaseEntry(one.Key, Case(one.Type))).OrderBy(static one => one.Key)] };

        WireType Case(INamedTypeSymbol type)
        {
            if (!SymbolEqualityComparer.Default.Equals(type, shape.Type))
            {
                return types.TypeOf(type, named);
            }

            var self = new NamedShape(ContractTypes.SelfOf(type), new PayloadShape(type, PayloadKind.Object) { Contract = shape.Contract });
            named(self);
            return WireType.Named(self.Name);
        }
    }

    private ShapeEntry Object(NamedShape one, Action<NamedShape> named)
    {
        // Asked anew with the nullability of its arguments taken off: of Page<string> and Page<string?> there is one shape.
        var type = (INamedTypeSymbol)one.Shape.Type;
        INamedTypeSymbol plain = type.IsGenericType && type.ContainingType is not { IsGenericType: true }
            ? type.OriginalDefinition.Construct([.. type.TypeArguments.Select(static one => one.WithNullableAnnotation(NullableAnnotation.NotAnnotated))])
            : type;
        PayloadContract contract = PayloadContracts.Of(plain).Contract ?? one.Shape.Contract!;
        bool setsRequired = contract.Constructor is { } chosen && PayloadContracts.SetsRequired(chosen);
        var members = new List<MemberEntry>();
        foreach (PayloadMember member in contract.Members)
        {
            ValueEntry value = types.ValueOf(member.Type, PayloadSerializers.On(member), named);
            bool required = member.Parameter is { } parameter ? !parameter.HasExplicitDefaultValue : member.Required && !setsRequired;
            members.Add(new(contract.AsArray ? member.Name : member.Key, contract.AsArray ? member.Index : -1, value, required));
        }

        return new(one.Name, type.IsValueType ? ShapeKind.Struct : ShapeKind.Object) { IsArray = contract.AsArray, Members = members };
    }
}
