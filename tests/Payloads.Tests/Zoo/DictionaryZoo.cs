using System.Collections.Concurrent;
using System.Collections.ObjectModel;

namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class DictionaryZoo
{
    [Task] public static void Interfaces(IDictionary<string, int> a, IReadOnlyDictionary<int, string> b, IDictionary<Guid, Item>? c, IReadOnlyDictionary<string, Item?>? d) { }

    [Task] public static void Concrete(Dictionary<string, Item> a, SortedDictionary<int, string?> b, SortedList<long, int> c, ConcurrentDictionary<string, int> d, ReadOnlyDictionary<string, Item> e, OrderedDictionary<string, int> f) { }

    [Task] public static void Keys(Dictionary<int, int> a, Dictionary<Guid, int> b, Dictionary<DayOfWeek, int> c, Dictionary<(int, string), int> d, Dictionary<DateTime, int> e, Dictionary<char, int> f, Dictionary<Point, int> g, Dictionary<bool, int> h, Dictionary<decimal, int> i, Dictionary<Uri, int> j) { }

    [Task] public static void Nested(Dictionary<string, Dictionary<int, List<string>>> a, List<Dictionary<string, int>> b, Dictionary<string, (int, Dictionary<int, int>)> c) { }

    public sealed record Item(int Id, Dictionary<string, string?>? Tags);

    public readonly record struct Point(int X, int Y);
}
