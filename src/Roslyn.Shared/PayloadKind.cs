namespace TypedTasks.Roslyn;

/// <summary>The forms that a payload type can take.</summary>
internal enum PayloadKind
{
    /// <summary>One <c>Write</c> and one <c>ReadXxx</c> of the runtime.</summary>
    Primitive,

    /// <summary>The integer beneath.</summary>
    Enum,

    /// <summary>Nil or the value.</summary>
    Nullable,

    /// <summary>Nil or the value of a <c>Lazy</c>, which is asked for it when it is written.</summary>
    Lazy,

    /// <summary>An array of elements.</summary>
    Collection,

    /// <summary>A map of keys and values.</summary>
    Map,

    /// <summary>An array of fixed length: tuples and <c>KeyValuePair</c>.</summary>
    Tuple,

    /// <summary>A map by member name, or an array by <c>[Key(n)]</c>.</summary>
    Object,

    /// <summary>An array of a key and the value of the case that it stands for.</summary>
    Union,

    /// <summary>Whatever the user's serializer makes of it.</summary>
    Custom,

    /// <summary>None.</summary>
    Unsupported,
}
