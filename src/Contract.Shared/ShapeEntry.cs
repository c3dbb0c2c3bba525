namespace TypedTasks.Contract;

/// <summary>The kinds of shapes, by the word that begins their block.</summary>
internal enum ShapeKind
{
    /// <summary>A class: <c>object</c>.</summary>
    Object,

    /// <summary>A value type: <c>struct</c>; nil is none.</summary>
    Struct,

    /// <summary>An enum: <c>enum</c>.</summary>
    Enum,

    /// <summary>One of several objects: <c>union</c>.</summary>
    Union,

    /// <summary>What a serializer of the user's writes: <c>custom</c>. What it writes is not known.</summary>
    Custom,
}

/// <summary>A payload type that has a name.</summary>
internal sealed record ShapeEntry(string Name, ShapeKind Kind)
{
    /// <summary>Whether an object travels as an array by number, not as a map by name.</summary>
    public bool IsArray { get; init; }

    /// <summary>The integer beneath an enum, such as <c>int</c>, or the serializer of a custom shape.</summary>
    public string Of { get; init; } = string.Empty;

    /// <summary>The members of an object: in order of their numbers, or as declared.</summary>
    public IReadOnlyList<MemberEntry> Members { get; init; } = [];

    /// <summary>The values of an enum, by number.</summary>
    public IReadOnlyList<EnumValueEntry> Values { get; init; } = [];

    /// <summary>The cases of a union, by key.</summary>
    public IReadOnlyList<CaseEntry> Cases { get; init; } = [];

    public bool IsObject => Kind is ShapeKind.Object or ShapeKind.Struct;

    public IEnumerable<string> Shapes() => Members.Select(static one => one.Value.Type).Concat(Cases.Select(static one => one.Type)).SelectMany(static one => one.Shapes());
}

/// <summary>A member of an object.</summary>
/// <param name="Key">Its key in a map; in an array its name, for people.</param>
/// <param name="Index">Its place in an array, -1 in a map.</param>
/// <param name="Value">Its type.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record MemberEntry(string Key, int Index, ValueEntry Value, bool Required);

/// <summary>A named value of an enum.</summary>
internal sealed record EnumValueEntry(string Name, decimal Value);

/// <summary>A case of a union.</summary>
internal sealed record CaseEntry(int Key, WireType Type);
