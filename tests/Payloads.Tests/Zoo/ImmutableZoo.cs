using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class ImmutableZoo
{
    [Task] public static void Sequences(ImmutableArray<int> a, ImmutableList<string> b, ImmutableQueue<int> c, ImmutableStack<Item> d, ImmutableArray<Item?>? e) { }

    [Task] public static void Sets(ImmutableHashSet<int> a, ImmutableSortedSet<string> b) { }

    [Task] public static void Dictionaries(ImmutableDictionary<string, int> a, ImmutableSortedDictionary<int, Item> b) { }

    [Task] public static void Interfaces(IImmutableList<int> a, IImmutableSet<string> b, IImmutableQueue<int> c, IImmutableStack<int> d, IImmutableDictionary<string, int> e) { }

    [Task] public static void Frozen(FrozenSet<int> a, FrozenDictionary<string, Item> b) { }

    [Task] public static void Nulls(ImmutableList<int>? a, ImmutableDictionary<string, int>? b, IImmutableList<string?>? c, ImmutableStack<int>? d) { }

    public sealed record Item(int Id, ImmutableArray<string> Tags);
}
