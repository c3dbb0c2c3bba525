using System.Collections;
using System.Collections.ObjectModel;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Collections of one's own: what they hold travels, as the elements of any other.</summary>
public static partial class OwnCollectionZoo
{
    [Task] public static void Lists(Tags a, Numbers? b, List<Tags> c, Generic<Guid> d) { }

    [Task] public static void Maps(Index a, Dictionary<string, Index>? b) { }

    [Task] public static void Sets(Unique a, Explicit b) { }

    public class Tags : List<string>;

    /// <summary>What is computed has nothing to lose.</summary>
    public sealed class Numbers : Collection<int>
    {
        public int Sum => Items.Sum();
    }

    public class Generic<T> : List<T?>;

    public sealed class Index : Dictionary<int, string>;

    public sealed class Unique : HashSet<long>;

    public sealed class Explicit : ICollection<int>
    {
        private readonly List<int> items = [];

        int ICollection<int>.Count => items.Count;

        bool ICollection<int>.IsReadOnly => false;

        public static void Add(string other) => _ = other;

        void ICollection<int>.Add(int item) => items.Add(item);

        void ICollection<int>.Clear() => items.Clear();

        bool ICollection<int>.Contains(int item) => items.Contains(item);

        void ICollection<int>.CopyTo(int[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

        bool ICollection<int>.Remove(int item) => items.Remove(item);

        public IEnumerator<int> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
