using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Whose attributes say how an object travels.</summary>
internal enum PayloadAnnotation
{
    /// <summary>Nobody's: a map by member name, or by <c>[JsonPropertyName]</c>.</summary>
    None,

    /// <summary><c>[MessagePackObject(keyAsPropertyName: true)]</c>: a map by member name.</summary>
    Names,

    /// <summary><c>[MessagePackObject]</c>: an array or a map by <c>[Key]</c>.</summary>
    Keys,

    /// <summary><c>[DataContract]</c>: an array by <c>[DataMember(Order)]</c>, or a map by <c>[DataMember(Name)]</c>.</summary>
    Data,
}

/// <summary>Reads the attributes of MessagePack-CSharp, of data contracts and of System.Text.Json, as the first of these reads them.</summary>
internal static class PayloadAnnotations
{
    private const string MessagePackObject = "MessagePack.MessagePackObjectAttribute";
    private const string MessagePackKey = "MessagePack.KeyAttribute";
    private const string MessagePackFormatter = "MessagePack.MessagePackFormatterAttribute";
    private const string IgnoreMember = "MessagePack.IgnoreMemberAttribute";
    private const string IgnoreDataMember = "System.Runtime.Serialization.IgnoreDataMemberAttribute";
    private const string DataContract = "System.Runtime.Serialization.DataContractAttribute";
    private const string DataMember = "System.Runtime.Serialization.DataMemberAttribute";
    private const string NonSerialized = "System.NonSerializedAttribute";
    private const string JsonPropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    private const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    private const string JsonInclude = "System.Text.Json.Serialization.JsonIncludeAttribute";
    private const int JsonIgnoreAlways = 1;

    /// <summary><c>[MessagePackObject]</c> is inherited and comes first, <c>[DataContract]</c> is neither.</summary>
    public static PayloadAnnotation Of(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (one.Attribute(MessagePackObject) is { } annotation)
            {
                return annotation.ConstructorArguments is [{ Value: true }] ? PayloadAnnotation.Names : PayloadAnnotation.Keys;
            }
        }

        return type.Has(DataContract) ? PayloadAnnotation.Data : PayloadAnnotation.None;
    }

    /// <summary>Whether a member stays behind because its author says so.</summary>
    public static bool IsLeftOut(ISymbol member, PayloadAnnotation annotation) =>
        member.Has(IgnoreDataMember)
        || member.Has(IgnoreMember)
        || (member is IFieldSymbol && member.Has(NonSerialized))
        || annotation switch
        {
            PayloadAnnotation.Data => !AndOverridden(member).Any(static one => one.Has(DataMember)),
            PayloadAnnotation.None => IsJsonIgnored(member),
            _ => false,
        };

    /// <summary>Whether a member's author asks for it by name, so that it may not be passed over because it is not public.</summary>
    public static bool IsAskedFor(ISymbol member, PayloadAnnotation annotation) => annotation switch
    {
        PayloadAnnotation.Keys => member.Has(MessagePackKey),
        PayloadAnnotation.Data => member.Has(DataMember),
        PayloadAnnotation.None => member.Has(JsonInclude),
        _ => false,
    };

    /// <summary>A number, a name, or null where nothing is said.</summary>
    public static object? KeyOf(ISymbol member, PayloadAnnotation annotation)
    {
        switch (annotation)
        {
            case PayloadAnnotation.Keys:
                // An override may leave the attribute to the base, and a positional parameter carries its own.
                return AndOverridden(member).Select(static one => FirstArgument(one.Attribute(MessagePackKey))).FirstOrDefault(static one => one is not null);
            case PayloadAnnotation.Data:
                AttributeData? data = AndOverridden(member).Select(static one => one.Attribute(DataMember)).FirstOrDefault(static one => one is not null);
                return Named(data, "Order") is int order and >= 0 ? order : Named(data, "Name") as string ?? member.Name;
            case PayloadAnnotation.None:
                return AndOverridden(member).Select(static one => FirstArgument(one.Attribute(JsonPropertyName))).FirstOrDefault(static one => one is not null);
            default:
                return null;
        }
    }

    /// <summary>Whether its bytes are those of a formatter, which is code for MessagePack-CSharp alone.</summary>
    public static bool HasFormatter(ISymbol symbol) => symbol.Has(MessagePackFormatter);

    private static bool IsJsonIgnored(ISymbol member) =>
        member.Attribute(JsonIgnore) is { } ignore && (Named(ignore, "Condition") ?? JsonIgnoreAlways) is JsonIgnoreAlways;

    private static object? FirstArgument(AttributeData? attribute) => attribute is { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive, Value: { } value }] } ? value : null;

    private static IEnumerable<ISymbol> AndOverridden(ISymbol member)
    {
        for (ISymbol? one = member; one is not null; one = (one as IPropertySymbol)?.OverriddenProperty)
        {
            yield return one;
        }
    }

    private static object? Named(AttributeData? attribute, string name)
    {
        if (attribute is null)
        {
            return null;
        }

        foreach (KeyValuePair<string, TypedConstant> one in attribute.NamedArguments)
        {
            if (one.Key == name)
            {
                return one.Value.Value;
            }
        }

        return null;
    }
}
