using System.Collections.Concurrent;
using System.Collections.ObjectModel;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Lists, queues, stacks and sets, concrete and behind interfaces.</summary>
public static partial class SequenceZoo
{
    [Task] public static void Interfaces(IEnumerable<int> a, ICollection<string> b, IList<Item> c, IReadOnlyCollection<int?> d, IReadOnlyList<Item?> e, ISet<int> f, IReadOnlySet<string> g) { }

    [Task] public static void NullInterfaces(IEnumerable<int>? a, ICollection<string?>? b, IList<Item>? c, IReadOnlyCollection<int>? d, IReadOnlyList<Item>? e, ISet<int>? f, IReadOnlySet<string>? g) { }

    [Task] public static void Concrete(List<int> a, LinkedList<string> b, Queue<Item> c, Stack<int> d, HashSet<string> e, SortedSet<int> f) { }

    [Task] public static void Models(Collection<int> a, ObservableCollection<string> b, ReadOnlyCollection<Item> c, ReadOnlyObservableCollection<string?> d) { }

    [Task] public static void Concurrent(ConcurrentQueue<int> a, ConcurrentStack<string> b, ConcurrentBag<Item> c) { }

    [Task] public static void OfBytes(List<byte> a, IEnumerable<byte> b, IReadOnlyList<byte> c, HashSet<byte> d) { }

    [Task] public static void Nested(List<List<int>> a, IEnumerable<IEnumerable<string>> b, Stack<Stack<int>> c, Queue<int[]> d, List<HashSet<Guid>?> e) { }

    public sealed record Item(int Id, string? Name);
}
