using System.Collections;
using System.Collections.Concurrent;
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

        if (type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)))
        {
            return null;
        }

        Type? enumerable = Is(type, typeof(IEnumerable<>)) ? type : type.GetInterfaces().FirstOrDefault(i => Is(i, typeof(IEnumerable<>)));
        return enumerable?.GetGenericArguments()[0];
    }

    public static object Make(Type type, Type element, Random random, int size)
    {
        int count = size <= 0 ? 0 : random.Next(size + 1);
        if (type == typeof(int[]) && random.Next(8) == 0)
        {
            count = random.Next(70_000); // past what is made room for at first
        }

        Type listType = typeof(List<>).MakeGenericType(element);
        var list = (IList)Activator.CreateInstance(listType)!;
        for (int i = 0; i < count; i++)
        {
            list.Add(Values.Make(element, random, size - 1));
        }

        return Is(element, typeof(KeyValuePair<,>)) && IsDictionary(type)
            ? Invoke(nameof(Dictionary), element.GetGenericArguments(), type, list)
            : Invoke(nameof(Collection), [element], type, list);
    }

    private static bool IsDictionary(Type type) => type.GetInterfaces().Append(type).Any(i => Is(i, typeof(IDictionary<,>)) || Is(i, typeof(IReadOnlyDictionary<,>)));

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static object Invoke(string method, Type[] arguments, Type type, object list) =>
        typeof(CollectionValues).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments).Invoke(null, [type, list])!;

    private static object Dictionary<TKey, TValue>(Type type, List<KeyValuePair<TKey, TValue>> pairs)
        where TKey : notnull
    {
        Dictionary<TKey, TValue> unique = new(pairs.Where(pair => pair.Key is not null).DistinctBy(pair => pair.Key));
        object[] kinds =
        [
            unique, new SortedDictionary<TKey, TValue>(unique, Order<TKey>()), new SortedList<TKey, TValue>(unique, Order<TKey>()), new ConcurrentDictionary<TKey, TValue>(unique),
            new ReadOnlyDictionary<TKey, TValue>(unique), unique.ToImmutableDictionary(), unique.ToImmutableSortedDictionary(Order<TKey>()),
        ];
        return Fitting(type, kinds);
    }

    private static object Collection<T>(Type type, List<T> items)
    {
        object[] kinds =
        [
            items, items.ToArray(), new HashSet<T>(items), new SortedSet<T>(items, Order<T>()), new Queue<T>(items), new Stack<T>(items), new LinkedList<T>(items), new Collection<T>(items),
            new ObservableCollection<T>(items), new ReadOnlyCollection<T>(items), new ConcurrentQueue<T>(items), new ConcurrentStack<T>(items), new ConcurrentBag<T>(items), items.ToImmutableArray(), items.ToImmutableList(),
            items.ToImmutableHashSet(), items.ToImmutableSortedSet(Order<T>()), ImmutableQueue.CreateRange(items), ImmutableStack.CreateRange(items),
        ];
        return Fitting(type, kinds);
    }

    private static object Fitting(Type type, object[] kinds) =>
        kinds.FirstOrDefault(kind => kind.GetType().IsAssignableTo(type)) ?? throw new NotSupportedException($"No collection is made for {type}.");

    // The default order, which is what the reading side has too.
    private static Comparer<T> Order<T>() => Comparer<T>.Default;
}
