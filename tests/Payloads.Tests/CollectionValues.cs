using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

namespace TypedTasks.Payloads.Tests;

/// <summary>Makes collections of every kind from a list of generated elements.</summary>
public static class CollectionValues
{
    /// <summary>The type of the elements, a pair for a dictionary; null where the type is no collection.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (IsMemory(type) || Is(type, typeof(ReadOnlySequence<>)))
        {
            return type.GetGenericArguments()[0];
        }

        if (type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)))
        {
            return null;
        }

        Type? enumerable = Is(type, typeof(IEnumerable<>)) ? type : type.GetInterfaces().FirstOrDefault(i => Is(i, typeof(IEnumerable<>)));
        return enumerable?.GetGenericArguments()[0];
    }

    public static object Make(Type type, Type element, Random random, int size)
    {
        if (type.IsArray && type.GetArrayRank() > 1)
        {
            return Grid(type, element, random, size);
        }

        int count = size <= 0 ? 0 : random.Next(size + 1);
        if (type == typeof(int[]) && size >= PrimitiveValues.LargeFrom && random.Next(8) == 0)
        {
            count = random.Next(5_000); // past what is made room for at first
        }

        Type listType = typeof(List<>).MakeGenericType(element);
        var list = (IList)Activator.CreateInstance(listType)!;
        for (int i = 0; i < count; i++)
        {
            list.Add(Values.Make(element, random, size - 1));
        }

        return Is(element, typeof(KeyValuePair<,>)) && IsDictionary(type)
            ? Invoke(nameof(Dictionary), element.GetGenericArguments(), type, list, random)
            : Invoke(nameof(Collection), [element], type, list, random);
    }

    private static Array Grid(Type type, Type element, Random random, int size)
    {
        var grid = Array.CreateInstance(element, [.. Enumerable.Range(0, type.GetArrayRank()).Select(_ => random.Next(4))]);
        int[] place = new int[grid.Rank];
        for (int i = 0; i < grid.Length; i++)
        {
            int rest = i;
            for (int dimension = grid.Rank - 1; dimension >= 0; rest /= grid.GetLength(dimension--))
            {
                place[dimension] = rest % grid.GetLength(dimension);
            }

            grid.SetValue(Values.Make(element, random, size - 1), place);
        }

        return grid;
    }

    public static bool IsMemory(Type type) => Is(type, typeof(Memory<>)) || Is(type, typeof(ReadOnlyMemory<>));

    private static bool IsDictionary(Type type) => type.GetInterfaces().Append(type).Any(i => Is(i, typeof(IDictionary<,>)) || Is(i, typeof(IReadOnlyDictionary<,>)));

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static object Invoke(string method, Type[] arguments, Type type, object list, Random random) =>
        typeof(CollectionValues).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments).Invoke(null, [type, list, random])!;

    private static object Dictionary<TKey, TValue>(Type type, List<KeyValuePair<TKey, TValue>> pairs, Random random)
        where TKey : notnull
    {
        Dictionary<TKey, TValue> unique = new(pairs.Where(pair => pair.Key is not null).DistinctBy(pair => pair.Key));
        Kind[] kinds =
        [
            Kind.Of(() => unique), Kind.Of(() => new SortedDictionary<TKey, TValue>(unique)), Kind.Of(() => new SortedList<TKey, TValue>(unique)),
            Kind.Of(() => new OrderedDictionary<TKey, TValue>(unique)), Kind.Of(() => new ConcurrentDictionary<TKey, TValue>(unique)), Kind.Of(() => new ReadOnlyDictionary<TKey, TValue>(unique)),
            Kind.Of(() => unique.ToImmutableDictionary()), Kind.Of(() => unique.ToImmutableSortedDictionary()), Kind.Of(() => unique.ToFrozenDictionary()),
        ];
        return Kind.AnyFor(type, kinds, random);
    }

    private static object Collection<T>(Type type, List<T> items, Random random)
    {
        if (!type.IsArray && !type.IsGenericType && type.Assembly == typeof(CollectionValues).Assembly)
        {
            var own = (ICollection<T>)Activator.CreateInstance(type)!;
            items.ForEach(own.Add);
            return own;
        }

        Kind[] kinds =
        [
            Kind.Of(() => items), Kind.Of(() => items.ToArray()), Kind.Of(() => new HashSet<T>(items)), Kind.Of(() => new SortedSet<T>(items)),
            Kind.Of(() => new Queue<T>(items)), Kind.Of(() => new Stack<T>(items)), Kind.Of(() => new LinkedList<T>(items)), Kind.Of(() => new Collection<T>(items)),
            Kind.Of(() => new ObservableCollection<T>(items)), Kind.Of(() => new ReadOnlyCollection<T>(items)), Kind.Of(() => new ConcurrentQueue<T>(items)),
            Kind.Of(() => new ConcurrentStack<T>(items)), Kind.Of(() => new ConcurrentBag<T>(items)), Kind.Of(() => items.ToImmutableArray()),
            Kind.Of(() => items.ToImmutableList()), Kind.Of(() => items.ToImmutableHashSet()), Kind.Of(() => items.ToImmutableSortedSet()),
            Kind.Of(() => ImmutableQueue.CreateRange(items)), Kind.Of(() => ImmutableStack.CreateRange(items)), Kind.Of(() => items.ToFrozenSet()),
            Kind.Of(() => new ArraySegment<T>([.. items])), Kind.Of(() => new Memory<T>([.. items])), Kind.Of(() => new ReadOnlyMemory<T>([.. items])),
            Kind.Of(() => new ReadOnlySequence<T>([.. items])), Kind.Of(() => new ReadOnlyObservableCollection<T>(new ObservableCollection<T>(items))),
        ];
        return Kind.AnyFor(type, kinds, random);
    }

    // A sorted kind is only built where it is wanted: its elements must have an order.
    private sealed record Kind(Type Type, Func<object> Build)
    {
        public static Kind Of<T>(Func<T> build)
            where T : notnull => new(typeof(T), () => build());

        public static object AnyFor(Type type, Kind[] kinds, Random random)
        {
            Kind[] fitting = [.. kinds.Where(kind => kind.Type == type)];
            if (fitting.Length == 0 && type is { IsClass: true } && type.GetConstructor(Type.EmptyTypes) is not null)
            {
                return Filled(type, (IEnumerable)kinds[0].Build());
            }

            if (fitting.Length == 0)
            {
                // Behind an interface any kind may stand, but one that needs an order.
                fitting = [.. kinds.Where(kind => kind.Type.IsAssignableTo(type) && !kind.Type.Name.Contains("Sorted", StringComparison.Ordinal))];
            }

            return fitting.Length > 0 ? fitting[random.Next(fitting.Length)].Build() : throw new NotSupportedException($"No collection is made for {type}.");
        }

        // A collection of one's own.
        private static object Filled(Type type, IEnumerable items)
        {
            object made = Activator.CreateInstance(type)!;
            MethodInfo add = type.GetInterfaces().Single(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICollection<>)).GetMethod("Add")!;
            foreach (object? item in items)
            {
                add.Invoke(made, [item]);
            }

            return made;
        }
    }
}
