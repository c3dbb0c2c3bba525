using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Model;

/// <summary>How a value is written and read: by the runtime, as an enum's integer, or by the serializer of its type.</summary>
internal sealed record PayloadRef
{
    /// <summary>The type with nullability.</summary>
    public required string Type { get; init; }

    /// <summary>The <c>Xxx</c> of the runtime's <c>ReadXxx</c>; null where there is a <see cref="Serializer"/>.</summary>
    public required string? Reader { get; init; }

    /// <summary>The enum, <c>global::</c>-qualified, or null.</summary>
    public required string? Enum { get; init; }

    /// <summary>The class of the serializer, or null.</summary>
    public required string? Serializer { get; init; }

    /// <summary>The type arguments of the runtime's <c>CustomSerializer</c>, or null.</summary>
    public required string? Custom { get; init; }

    /// <summary>Whether the code says that it is not null although the bytes may.</summary>
    public required bool NeverNull { get; init; }
}

/// <summary>The serializer of one type.</summary>
internal sealed record PayloadModel
{
    /// <summary>The class, unique in the assembly.</summary>
    public required string Name { get; init; }

    /// <summary>The type without nullability, <c>global::</c>-qualified.</summary>
    public required string Type { get; init; }

    public required PayloadKind Kind { get; init; }

    public required bool IsReferenceType { get; init; }

    /// <summary>Whether something of it is obsolete as an error.</summary>
    public required bool Retired { get; init; }

    /// <summary>The types inside, in the order of the shape's edges.</summary>
    public required EquatableArray<PayloadRef> Inner { get; init; }

    /// <summary>Of a collection or map.</summary>
    public required CollectionModel? Collection { get; init; }

    /// <summary>Of a tuple: the members to read and the expression that builds it, an open parenthesis at its end.</summary>
    public required EquatableArray<string> Items { get; init; }

    public required string Build { get; init; }

    /// <summary>Of an object, and of a union that is its own case.</summary>
    public required ObjectModel? Object { get; init; }

    /// <summary>Of a union.</summary>
    public required UnionModel? Union { get; init; }
}

/// <summary>The cases of a union.</summary>
/// <param name="DisplayName">Its name for messages.</param>
/// <param name="Cases">By key.</param>
internal sealed record UnionModel(string DisplayName, EquatableArray<CaseModel> Cases);

/// <summary>A case of a union.</summary>
/// <param name="Key">What stands for it on the wire.</param>
/// <param name="Type">Its type, <c>global::</c>-qualified.</param>
/// <param name="Classes">The classes whose values it takes.</param>
/// <param name="Inner">Its place among the types inside, or -1 for the union itself.</param>
internal sealed record CaseModel(int Key, string Type, EquatableArray<string> Classes, int Inner);

/// <summary>How a collection is counted, walked and built.</summary>
internal sealed record CollectionModel
{
    public required CollectionKind Kind { get; init; }

    /// <summary>The type to make or the factory to call, with type arguments.</summary>
    public required string Build { get; init; }

    /// <summary>The member that counts it; empty where a copy must be counted.</summary>
    public required string Count { get; init; }

    /// <summary>The condition under which it is nil, beyond <c>is null</c>; null for types that are never nil.</summary>
    public required string? IsNil { get; init; }

    /// <summary>What <c>foreach</c> walks.</summary>
    public required string Walked { get; init; }

    /// <summary>Of an array, otherwise 1.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The elements', or the keys' and values', types without nullability.</summary>
    public required EquatableArray<string> Elements { get; init; }

    /// <summary>Whether elements are added through the interface.</summary>
    public required bool IsUsers { get; init; }
}

/// <summary>How an object is written and built.</summary>
internal sealed record ObjectModel
{
    /// <summary>The name for messages.</summary>
    public required string DisplayName { get; init; }

    public required bool AsArray { get; init; }

    /// <summary>Whether it wants to be told before it is written and after it was read.</summary>
    public required bool HasCallbacks { get; init; }

    public required EquatableArray<MemberModel> Members { get; init; }

    /// <summary>The constructor's parameters, as places in <see cref="Members"/>.</summary>
    public required EquatableArray<int> Constructor { get; init; }
}

/// <summary>A member of an object.</summary>
internal sealed record MemberModel
{
    /// <summary>Its name, escaped.</summary>
    public required string Name { get; init; }

    public required string PlainName { get; init; }

    /// <summary>The key, in quotes.</summary>
    public required string Key { get; init; }

    /// <summary>The key's length in UTF-8.</summary>
    public required int KeyLength { get; init; }

    public required int Index { get; init; }

    /// <summary>Its type without nullability.</summary>
    public required string Type { get; init; }

    /// <summary>Whether the constructor takes it.</summary>
    public required bool InConstructor { get; init; }

    public required bool InitOnly { get; init; }

    /// <summary>Whether a reader skips it.</summary>
    public required bool WrittenOnly { get; init; }

    /// <summary>Whether a payload without it is refused.</summary>
    public required bool Required { get; init; }

    /// <summary>Whether it must be in the object initializer.</summary>
    public required bool RequiredByCompiler { get; init; }

    /// <summary>The default of the constructor's parameter, or null.</summary>
    public required string? Default { get; init; }
}
