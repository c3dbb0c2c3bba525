using Microsoft.CodeAnalysis;
using TypedTasks.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Contract;

/// <summary>Says what a type of the compiler's is on the wire. It names the shapes that it meets; who asks looks at them in turn.</summary>
internal sealed class ContractTypes(Compilation compilation)
{
    private static readonly SymbolDisplayFormat Full = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat Short = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly PayloadShapes shapes = PayloadShapes.Of(compilation);

    /// <summary>A value's type, or null where it cannot travel.</summary>
    /// <param name="type">The type as it is declared.</param>
    /// <param name="named">Called with each named shape that is met.</param>
    public ValueEntry? ValueOf(ITypeSymbol type, Action<PayloadShape> named)
    {
        if (TypeOf(type, named) is not { } wire)
        {
            return null;
        }

        bool says = wire.Kind is WireTypeKind.Array or WireTypeKind.Map or WireTypeKind.Tuple || (wire.Name == "bytes" && type is not IArrayTypeSymbol);
        return new(wire, says ? type.ToDisplayString(Short) : wire.Text);
    }

    public WireType? TypeOf(ITypeSymbol type, Action<PayloadShape> named)
    {
        PayloadShape shape = shapes.ShapeOf(type);
        bool isNullable = type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        WireType? wire = shape.Kind switch
        {
            PayloadKind.Primitive => PrimitiveOf(shape.Reader!) is var name && WirePrimitives.Knows(name) ? WireType.Primitive(name) : null,
            PayloadKind.Lazy => shape.Edges.Count == 1 ? TypeOf(shape.Edges[0].Type, named)?.OrNil() : null,
            PayloadKind.Nullable => TypeOf(((INamedTypeSymbol)type).TypeArguments[0], named)?.OrNil(),

            // From the type itself, not from the shape's edges: a shape is shared by List<string> and List<string?>.
            PayloadKind.Collection => CollectionForm.OfSequence(type) is { } of && TypeOf(of.Element, named) is { } element ? WireType.ArrayOf(element) : null,
            PayloadKind.Map => CollectionForm.OfMap(type) is { } map && TypeOf(map.Key, named) is { } key && TypeOf(map.Value, named) is { } value ? WireType.MapOf(key, value) : null,
            PayloadKind.Tuple => Tuple((INamedTypeSymbol)type, named),
            PayloadKind.Unsupported => null,
            _ => Named(shape, named),
        };
        return isNullable ? wire?.OrNil() : wire;
    }

    /// <summary>What a named shape is called in the file.</summary>
    public static string NameOf(ITypeSymbol type)
    {
        string name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Full);
        return name.IndexOf('.') < 0 && (WirePrimitives.Knows(name) || name.StartsWith("array<", StringComparison.Ordinal) || name.StartsWith("map<", StringComparison.Ordinal) || name.StartsWith("tuple<", StringComparison.Ordinal))
            ? "global::" + name
            : name;
    }

    public static string PrimitiveOf(string reader) => reader switch
    {
        "Boolean" => "bool",
        "Char" => "char",
        "SByte" => "sbyte",
        "Byte" => "byte",
        "Int16" => "short",
        "UInt16" => "ushort",
        "Int32" => "int",
        "UInt32" => "uint",
        "Int64" => "long",
        "UInt64" => "ulong",
        "IntPtr" => "nint",
        "UIntPtr" => "nuint",
        "Single" => "float",
        "Double" => "double",
        "Decimal" => "decimal",
        "String" => "string",
        "ByteArray" or "Memory" or "Segment" or "Sequence" => "bytes",
        _ => reader,
    };

    private WireType? Tuple(INamedTypeSymbol type, Action<PayloadShape> named)
    {
        IEnumerable<ITypeSymbol> items = type.IsTupleType && type.TupleElements.Length is > 1 and < 8 ? type.TupleElements.Select(static one => one.Type) : type.TypeArguments;
        WireType[] wires = [.. items.Select(one => TypeOf(one, named)).OfType<WireType>()];
        if (wires.Length != items.Count())
        {
            return null;
        }

        // A System.Tuple is a class: nil is read, whatever its annotation says.
        return WireType.TupleOf(wires).OrNil(type.IsReferenceType);
    }

    private static WireType Named(PayloadShape shape, Action<PayloadShape> named)
    {
        named(shape);
        return WireType.Named(NameOf(shape.Type));
    }
}
