namespace TypedTasks.Contract;

/// <summary>What kind of a thing a <see cref="WireType"/> names.</summary>
internal enum WireTypeKind
{
    /// <summary>One of <see cref="WirePrimitives"/>.</summary>
    Primitive,

    /// <summary><c>array&lt;T&gt;</c>.</summary>
    Array,

    /// <summary><c>map&lt;K, V&gt;</c>.</summary>
    Map,

    /// <summary><c>tuple&lt;A, B, ...&gt;</c>: an array of fixed length.</summary>
    Tuple,

    /// <summary>A shape with a block of its own.</summary>
    Named,

    /// <summary><c>custom&lt;T by S&gt;</c> or <c>opaque&lt;T&gt;</c>: bytes whose form the file does not know, told apart by what stands inside.</summary>
    Opaque,
}

/// <summary>A type as the wire sees it. Equal texts are equal types.</summary>
internal sealed class WireType : IEquatable<WireType>
{
    private static readonly IReadOnlyList<WireType> None = [];

    private WireType(WireTypeKind kind, string name, IReadOnlyList<WireType> inner, bool isNullable)
    {
        Kind = kind;
        Name = name;
        Inner = inner;
        IsNullable = isNullable;
        Text = (inner.Count == 0 ? name : $"{name}<{string.Join(", ", inner.Select(static one => one.Text))}>") + (isNullable ? "?" : string.Empty);
    }

    public WireTypeKind Kind { get; }

    /// <summary>The name without what is inside.</summary>
    public string Name { get; }

    public IReadOnlyList<WireType> Inner { get; }

    /// <summary>Whether nil is a value that is meant to come.</summary>
    public bool IsNullable { get; }

    /// <summary>As it stands in the file.</summary>
    public string Text { get; }

    public static WireType Primitive(string name) => new(WireTypeKind.Primitive, name, None, isNullable: false);

    public static WireType Named(string name) => new(WireTypeKind.Named, name, None, isNullable: false);

    public static WireType ArrayOf(WireType element) => new(WireTypeKind.Array, "array", [element], isNullable: false);

    public static WireType MapOf(WireType key, WireType value) => new(WireTypeKind.Map, "map", [key, value], isNullable: false);

    public static WireType TupleOf(IReadOnlyList<WireType> items) => new(WireTypeKind.Tuple, "tuple", items, isNullable: false);

    /// <summary>Of this type of C#, where a parameter, a result or a member names the serializer that writes it.</summary>
    public static WireType CustomOf(string csharp, string serializer) => Opaque($"custom<{csharp} by {serializer}>");

    /// <summary>Of a type of C# of which nothing more can be said than its name.</summary>
    public static WireType OpaqueOf(string csharp) => Opaque($"opaque<{csharp}>");

    /// <summary>The same with its word: <c>custom&lt;...&gt;</c> or <c>opaque&lt;...&gt;</c>.</summary>
    public static WireType Opaque(string text) => new(WireTypeKind.Opaque, text, None, isNullable: false);

    public WireType OrNil(bool isNullable = true) => isNullable == IsNullable ? this : new(Kind, Name, Inner, isNullable);

    /// <summary>The shapes that it names, itself or inside.</summary>
    public IEnumerable<string> Shapes() => Kind == WireTypeKind.Named ? [Name] : Inner.SelectMany(static one => one.Shapes());

    public bool Equals(WireType? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as WireType);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;
}
