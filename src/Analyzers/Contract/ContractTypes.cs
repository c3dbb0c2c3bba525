using Microsoft.CodeAnalysis;
using TypedTasks.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Contract;

/// <summary>A shape that has a block of its own, and its name there.</summary>
internal sealed record NamedShape(string Name, PayloadShape Shape);

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

    /// <summary>What begins a type in the file that is no name.</summary>
    private static readonly string[] Words = ["array<", "map<", "tuple<", "custom<", "opaque<", "self<"];

    private readonly PayloadShapes shapes = PayloadShapes.Of(compilation);

    /// <summary>The collections that are being said, each inside of the one before it.</summary>
    private readonly HashSet<ITypeSymbol> open = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the generator has code for it, so that it is on the wire.</summary>
    public bool Travels(ITypeSymbol type, SaidSerializer? said) => shapes.Walk(type, said).Faults.Count == 0;

    /// <summary>A value's type.</summary>
    /// <param name="type">The type as it is declared.</param>
    /// <param name="said">What its place says writes it, or null.</param>
    /// <param name="named">Called with each named shape that is met.</param>
    public ValueEntry ValueOf(ITypeSymbol type, SaidSerializer? said, Action<NamedShape> named)
    {
        WireType wire = said is null ? TypeOf(type, named) : CustomOf(type, shapes.ShapeOf(type, said));
        bool says = wire.Kind is WireTypeKind.Array or WireTypeKind.Map or WireTypeKind.Tuple || (wire.Name == "bytes" && type is not IArrayTypeSymbol);
        return new(wire, says ? type.ToDisplayString(Short) : wire.Text);
    }

    /// <summary>A type by itself: each that travels has a description, if only its name.</summary>
    public WireType TypeOf(ITypeSymbol type, Action<NamedShape> named)
    {
        PayloadShape shape = shapes.ShapeOf(type);
        bool isNullable = type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        WireType wire = shape.Kind switch
        {
            PayloadKind.Primitive => PrimitiveOf(shape.Reader!) is var name && WirePrimitives.Knows(name) ? WireType.Primitive(name) : Opaque(type),
            PayloadKind.Lazy or PayloadKind.Nullable => TypeOf(((INamedTypeSymbol)type).TypeArguments[0], named).OrNil(),
            PayloadKind.Collection or PayloadKind.Map => Collection(type, named),
            PayloadKind.Tuple => Tuple((INamedTypeSymbol)type, named),
            PayloadKind.Custom when type is IArrayTypeSymbol or { IsTupleType: true } or { SpecialType: not SpecialType.None } => CustomOf(type, shape),
            PayloadKind.Enum or PayloadKind.Object or PayloadKind.Union or PayloadKind.Custom => Named(shape, named),
            _ => Opaque(type),
        };
        return wire.OrNil(wire.IsNullable || isNullable);
    }

    /// <summary>What a named shape is called in the file.</summary>
    public static string NameOf(ITypeSymbol type)
    {
        string name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Full);
        return WirePrimitives.Knows(name) || Words.Any(one => name.StartsWith(one, StringComparison.Ordinal)) ? "global::" + name : name;
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

    /// <summary>What the case of a union is called that is the union itself: there it travels as its members.</summary>
    public static string SelfOf(ITypeSymbol union) => $"self<{NameOf(union)}>";

    private static WireType CustomOf(ITypeSymbol type, PayloadShape shape)
    {
        // The same serializer writes T and T?, nil apart.
        ITypeSymbol? held = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : null;
        WireType wire = shape.Serializer is { } serializer ? WireType.CustomOf(CSharp(held ?? type), CSharp(serializer)) : Opaque(held ?? type);
        return wire.OrNil(held is not null || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated });
    }

    private static WireType Opaque(ITypeSymbol type) => WireType.OpaqueOf(CSharp(type));

    private static string CSharp(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Full);

    private static WireType Sequence(ITypeSymbol type, CollectionForm form, WireType element)
    {
        var elements = WireType.ArrayOf(element);

        // The lengths, then all elements. An array is a class: nil is read, whatever its annotation says.
        return form.Kind == CollectionKind.Grid && type is IArrayTypeSymbol grid
            ? WireType.TupleOf([.. Enumerable.Repeat(WireType.Primitive("int"), grid.Rank), elements]).OrNil()
            : elements;
    }

    /// <summary>From the type itself, not from the shape's edges: a shape is shared by <c>List&lt;string&gt;</c> and <c>List&lt;string?&gt;</c>.</summary>
    private WireType Collection(ITypeSymbol type, Action<NamedShape> named)
    {
        // A collection of itself has no block to name: inside of itself it is said by its name, which ends the way.
        if (!open.Add(type))
        {
            return Opaque(type);
        }

        WireType wire = CollectionForm.OfMap(type) is var (_, key, value) ? WireType.MapOf(TypeOf(key, named), TypeOf(value, named))
            : CollectionForm.OfSequence(type) is var (form, of) ? Sequence(type, form, TypeOf(of, named))
            : Opaque(type);
        open.Remove(type);
        return wire;
    }

    private WireType Tuple(INamedTypeSymbol type, Action<NamedShape> named)
    {
        IEnumerable<ITypeSymbol> items = type.IsTupleType && type.TupleElements.Length is > 1 and < 8 ? type.TupleElements.Select(static one => one.Type) : type.TypeArguments;

        // A System.Tuple is a class: nil is read, whatever its annotation says.
        return WireType.TupleOf([.. items.Select(one => TypeOf(one, named))]).OrNil(type.IsReferenceType);
    }

    private static WireType Named(PayloadShape shape, Action<NamedShape> named)
    {
        var one = new NamedShape(NameOf(shape.Type), shape);
        named(one);
        return WireType.Named(one.Name);
    }
}
