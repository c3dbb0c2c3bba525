using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>What a <c>[TaskSerializer]</c> says at one place; null for a type where it names none, or two where one can be.</summary>
internal sealed record SaidSerializer(ITypeSymbol? Type);

/// <summary>Finds users' serializers: the nearest one counts, that of a parameter or member before the type's before the assembly's.</summary>
internal static class PayloadSerializers
{
    private const string Attribute = "TypedTasks.TaskSerializerAttribute";
    private const string Interface = "TypedTasks.Serialization.ITaskSerializer`1";

    private static readonly ConditionalWeakTable<IAssemblySymbol, OfAssembly> OfAssemblies = new();

    /// <summary>Of a parameter.</summary>
    public static SaidSerializer? On(IParameterSymbol parameter) => Said(parameter.GetAttributes());

    /// <summary>Of what a method returns.</summary>
    public static SaidSerializer? OnResult(IMethodSymbol method) => Said(method.GetReturnTypeAttributes());

    /// <summary>Of a member; a positional parameter carries its own, and an override may leave it to the base.</summary>
    public static SaidSerializer? On(PayloadMember member)
    {
        for (ISymbol? one = member.Symbol; one is not null; one = (one as IPropertySymbol)?.OverriddenProperty)
        {
            if (Said(one.GetAttributes()) is { } said)
            {
                return said;
            }
        }

        return member.Parameter is { } parameter ? On(parameter) : null;
    }

    /// <summary>Of a type, said by itself.</summary>
    public static SaidSerializer? OwnOf(INamedTypeSymbol type) => Said(type.OriginalDefinition.GetAttributes());

    /// <summary>Of a type wherever it stands, said by itself or by the assembly.</summary>
    public static SaidSerializer? Of(ITypeSymbol type, Compilation compilation)
    {
        if (type is INamedTypeSymbol { TypeKind: not TypeKind.Error } named && OwnOf(named) is { } own)
        {
            return own;
        }

        return OfAssemblies.GetValue(compilation.Assembly, Read).Find(type);
    }

    /// <summary>The serializer of a type, closed, or why it cannot be.</summary>
    public static (INamedTypeSymbol? Serializer, string? Problem) Resolve(SaidSerializer said, ITypeSymbol type, Compilation compilation)
    {
        if (said.Type is not INamedTypeSymbol { TypeKind: not TypeKind.Error } serializer)
        {
            return (null, "[TaskSerializer] names no class or struct for it, or more than one");
        }

        ITypeSymbol value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (serializer.IsUnboundGenericType)
        {
            if (value is not INamedTypeSymbol named || GenericCases.CloseAlike(serializer, named) is not { } closed)
            {
                return (null, $"{serializer.Name}<> cannot be told from {value.Name}: it must have the same type parameters with no more constraints; name it with its type arguments");
            }

            serializer = closed;
        }

        return serializer switch
        {
            { IsStatic: true } or { IsRefLikeType: true } or { TypeKind: not (TypeKind.Class or TypeKind.Struct) } =>
                (null, $"its serializer {serializer.Name} must be a class or a struct that is neither static nor by reference only"),
            _ when !PayloadClassifier.IsReachable(serializer, compilation) => (null, $"its serializer {serializer.Name} is not accessible in the whole assembly"),
            _ when serializer.AllInterfaces.Any(one => one.Is(Interface) && TypesButTupleNames.Comparer.Equals(one.TypeArguments[0], value)) => (serializer, null),
            _ => (null, $"its serializer {serializer.Name} does not implement ITaskSerializer<{value.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}>"),
        };
    }

    private static SaidSerializer? Said(IEnumerable<AttributeData> attributes)
    {
        SaidSerializer? said = null;
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.AttributeClass.Is(Attribute))
            {
                said = new(said is null ? SerializerOf(attribute) : null);
            }
        }

        return said;
    }

    private static ITypeSymbol? SerializerOf(AttributeData attribute) => attribute.ConstructorArguments switch
    {
        [{ Value: ITypeSymbol serializer }] => serializer,
        [_, { Value: ITypeSymbol serializer }] => serializer,
        _ => null,
    };

    private static OfAssembly Read(IAssemblySymbol assembly)
    {
        var all = new OfAssembly();
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (!attribute.AttributeClass.Is(Attribute))
            {
                continue;
            }

            SaidSerializer said = new(SerializerOf(attribute));
            foreach (ITypeSymbol type in TypesOf(attribute, said.Type))
            {
                ITypeSymbol key = type is INamedTypeSymbol { IsUnboundGenericType: true } open ? open.OriginalDefinition : type;
                all.Add(key, said);
            }
        }

        return all;
    }

    private static IEnumerable<ITypeSymbol> TypesOf(AttributeData attribute, ITypeSymbol? serializer) => attribute.ConstructorArguments switch
    {
        [{ Value: ITypeSymbol type }, _] => [type],
        [_] when serializer is INamedTypeSymbol { IsUnboundGenericType: false } named => named.AllInterfaces.Where(static one => one.Is(Interface)).Select(static one => one.TypeArguments[0]),
        _ => [],
    };

    /// <summary>What an assembly says of types: that of just this type before that of one which differs in the names of tuples alone.</summary>
    private sealed class OfAssembly
    {
        private readonly Dictionary<ITypeSymbol, SaidSerializer> exact = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<ITypeSymbol, SaidSerializer> alike = new(TypesButTupleNames.Comparer);

        public void Add(ITypeSymbol type, SaidSerializer said)
        {
            exact[type] = exact.ContainsKey(type) ? new(Type: null) : said;
            alike[type] = alike.ContainsKey(type) ? new(Type: null) : said;
        }

        public SaidSerializer? Find(ITypeSymbol type) =>
            exact.Count == 0 ? null
            : exact.TryGetValue(type, out SaidSerializer? said)
                || alike.TryGetValue(type, out said)
                || (type is INamedTypeSymbol { IsGenericType: true } generic && exact.TryGetValue(generic.OriginalDefinition, out said)) ? said
            : null;
    }
}
