using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>How a collection is built while it is read.</summary>
internal enum CollectionKind
{
    /// <summary>No collection.</summary>
    None,

    /// <summary>An array, also for <c>Memory</c>, <c>ArraySegment</c> and read-only sequences.</summary>
    Array,

    /// <summary>An array of two to four dimensions.</summary>
    Grid,

    /// <summary>A type with a constructor that takes an array.</summary>
    FromArray,

    /// <summary>A <c>List</c>, also for the interfaces that one implements.</summary>
    List,

    /// <summary><c>new()</c> and <c>Add</c>.</summary>
    Add,

    /// <summary><c>new()</c> and <c>Enqueue</c>.</summary>
    Enqueue,

    /// <summary><c>new()</c> and <c>AddLast</c>.</summary>
    AddLast,

    /// <summary>A type with a constructor that takes a list.</summary>
    FromList,

    /// <summary>A type with a constructor that takes an <c>ObservableCollection</c>.</summary>
    FromObservable,

    /// <summary>A type with a constructor that takes a sequence, last element first: stacks.</summary>
    FromReversed,

    /// <summary>A factory of <c>System.Collections.Immutable</c> or <c>Frozen</c> that takes a list.</summary>
    Factory,

    /// <summary>The same for stacks, last element first.</summary>
    FactoryReversed,
}

/// <summary>Recognizes collections and maps.</summary>
/// <param name="Kind">How it is built.</param>
/// <param name="Build">What is built: a type's open name, or a factory's call.</param>
/// <param name="Count">How many there are: a member, or empty where it must be counted.</param>
internal sealed record CollectionForm(CollectionKind Kind, string Build, string Count)
{
    private const string Generic = "System.Collections.Generic.";
    private const string Concurrent = "System.Collections.Concurrent.";
    private const string Immutable = "System.Collections.Immutable.";
    private const string Frozen = "System.Collections.Frozen.";
    private const string Model = "System.Collections.ObjectModel.";

    private static readonly Dictionary<string, CollectionForm> Sequences = new(StringComparer.Ordinal)
    {
        [Generic + "List`1"] = new(CollectionKind.List, "", "Count"),
        [Generic + "IList`1"] = new(CollectionKind.List, "", "Count"),
        [Generic + "ICollection`1"] = new(CollectionKind.List, "", "Count"),
        [Generic + "IEnumerable`1"] = new(CollectionKind.Array, "", ""),
        [Generic + "IReadOnlyList`1"] = new(CollectionKind.Array, "", "Count"),
        [Generic + "IReadOnlyCollection`1"] = new(CollectionKind.Array, "", "Count"),
        [Generic + "HashSet`1"] = new(CollectionKind.Add, "", "Count"),
        [Generic + "ISet`1"] = new(CollectionKind.Add, Generic + "HashSet", "Count"),
        [Generic + "IReadOnlySet`1"] = new(CollectionKind.Add, Generic + "HashSet", "Count"),
        [Generic + "SortedSet`1"] = new(CollectionKind.Add, "", "Count"),
        [Generic + "LinkedList`1"] = new(CollectionKind.AddLast, "", "Count"),
        [Generic + "Queue`1"] = new(CollectionKind.Enqueue, "", "Count"),
        [Generic + "Stack`1"] = new(CollectionKind.FromReversed, "", "Count"),
        [Concurrent + "ConcurrentQueue`1"] = new(CollectionKind.Enqueue, "", ""),
        [Concurrent + "ConcurrentBag`1"] = new(CollectionKind.FromReversed, "", ""),
        [Concurrent + "ConcurrentStack`1"] = new(CollectionKind.FromReversed, "", ""),
        [Model + "Collection`1"] = new(CollectionKind.Add, "", "Count"),
        [Model + "ObservableCollection`1"] = new(CollectionKind.Add, "", "Count"),
        [Model + "ReadOnlyCollection`1"] = new(CollectionKind.FromList, "", "Count"),
        [Model + "ReadOnlyObservableCollection`1"] = new(CollectionKind.FromObservable, "", "Count"),
        [Immutable + "ImmutableArray`1"] = new(CollectionKind.Factory, Immutable + "ImmutableArray.CreateRange", "Length"),
        [Immutable + "ImmutableList`1"] = new(CollectionKind.Factory, Immutable + "ImmutableList.CreateRange", "Count"),
        [Immutable + "IImmutableList`1"] = new(CollectionKind.Factory, Immutable + "ImmutableList.CreateRange", "Count"),
        [Immutable + "ImmutableHashSet`1"] = new(CollectionKind.Factory, Immutable + "ImmutableHashSet.CreateRange", "Count"),
        [Immutable + "IImmutableSet`1"] = new(CollectionKind.Factory, Immutable + "ImmutableHashSet.CreateRange", "Count"),
        [Immutable + "ImmutableSortedSet`1"] = new(CollectionKind.Factory, Immutable + "ImmutableSortedSet.CreateRange", "Count"),
        [Immutable + "ImmutableQueue`1"] = new(CollectionKind.Factory, Immutable + "ImmutableQueue.CreateRange", ""),
        [Immutable + "IImmutableQueue`1"] = new(CollectionKind.Factory, Immutable + "ImmutableQueue.CreateRange", ""),
        [Immutable + "ImmutableStack`1"] = new(CollectionKind.FactoryReversed, Immutable + "ImmutableStack.CreateRange", ""),
        [Immutable + "IImmutableStack`1"] = new(CollectionKind.FactoryReversed, Immutable + "ImmutableStack.CreateRange", ""),
        [Frozen + "FrozenSet`1"] = new(CollectionKind.Factory, Frozen + "FrozenSet.ToFrozenSet", "Count"),
        ["System.ArraySegment`1"] = new(CollectionKind.Array, "", "Count"),
        ["System.Memory`1"] = new(CollectionKind.Array, "", "Length"),
        ["System.ReadOnlyMemory`1"] = new(CollectionKind.Array, "", "Length"),
        ["System.Buffers.ReadOnlySequence`1"] = new(CollectionKind.FromArray, "", ""),
    };

    private static readonly Dictionary<string, CollectionForm> Maps = new(StringComparer.Ordinal)
    {
        [Generic + "Dictionary`2"] = new(CollectionKind.Add, "", "Count"),
        [Generic + "IDictionary`2"] = new(CollectionKind.Add, Generic + "Dictionary", "Count"),
        [Generic + "IReadOnlyDictionary`2"] = new(CollectionKind.Add, Generic + "Dictionary", "Count"),
        [Generic + "SortedDictionary`2"] = new(CollectionKind.Add, "", "Count"),
        [Generic + "OrderedDictionary`2"] = new(CollectionKind.Add, "", "Count"),
        [Generic + "SortedList`2"] = new(CollectionKind.Add, "", "Count"),
        [Concurrent + "ConcurrentDictionary`2"] = new(CollectionKind.Add, "", ""),
        [Model + "ReadOnlyDictionary`2"] = new(CollectionKind.FromList, "", "Count"),
        [Immutable + "ImmutableDictionary`2"] = new(CollectionKind.Factory, Immutable + "ImmutableDictionary.CreateRange", "Count"),
        [Immutable + "IImmutableDictionary`2"] = new(CollectionKind.Factory, Immutable + "ImmutableDictionary.CreateRange", "Count"),
        [Immutable + "ImmutableSortedDictionary`2"] = new(CollectionKind.Factory, Immutable + "ImmutableSortedDictionary.CreateRange", "Count"),
        [Frozen + "FrozenDictionary`2"] = new(CollectionKind.Factory, Frozen + "FrozenDictionary.ToFrozenDictionary", "Count"),
    };

    private const int MostDimensions = 4;

    private static readonly CollectionForm OfGrid = new(CollectionKind.Grid, "", "Length");
    private static readonly CollectionForm OfArray = new(CollectionKind.Array, "", "Length");
    private static readonly CollectionForm OfUser = new(CollectionKind.Add, "", "Count");

    /// <summary>Whether it is a class of the user's, which may implement its interface explicitly.</summary>
    public bool IsUsers => ReferenceEquals(this, OfUser);

    public static (CollectionForm Form, ITypeSymbol Element)? OfSequence(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.Rank switch
            {
                1 => (OfArray, array.ElementType),
                <= MostDimensions => (OfGrid, array.ElementType),
                _ => null,
            };
        }

        if (type is INamedTypeSymbol { TypeArguments.Length: 1 } named && Sequences.TryGetValue(named.MetadataName(), out CollectionForm? form))
        {
            return (form, named.TypeArguments[0]);
        }

        return UserCollection(type, Generic + "ICollection`1") is { } own ? (OfUser, own.TypeArguments[0]) : null;
    }

    public static (CollectionForm Form, ITypeSymbol Key, ITypeSymbol Value)? OfMap(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeArguments.Length: 2 } named && Maps.TryGetValue(named.MetadataName(), out CollectionForm? form))
        {
            return (form, named.TypeArguments[0], named.TypeArguments[1]);
        }

        return UserCollection(type, Generic + "IDictionary`2") is { } own ? (OfUser, own.TypeArguments[0], own.TypeArguments[1]) : null;
    }

    /// <summary>The interface of a user's own collection class that can be made empty and filled.</summary>
    private static INamedTypeSymbol? UserCollection(ITypeSymbol type, string of) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named
        && named.AllInterfaces.FirstOrDefault(one => one.Is(of)) is { } found
        && named.InstanceConstructors.Any(static one => one is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public })
            ? found
            : null;
}
