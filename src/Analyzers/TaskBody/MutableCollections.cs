using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>The framework's collections that two threads must not change at once; concurrent and immutable ones are none.</summary>
internal static class MutableCollections
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "List", "Dictionary", "HashSet", "Queue", "Stack", "LinkedList", "SortedDictionary", "SortedList", "SortedSet", "PriorityQueue",
        "ICollection", "IDictionary", "IList", "ISet",
    };

    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "AddAfter", "AddBefore", "TryAdd", "Insert", "InsertRange", "Remove", "RemoveAll", "RemoveAt",
        "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "Clear", "Enqueue", "EnqueueRange", "Dequeue", "TryDequeue", "Push", "Pop", "TryPop", "Sort",
        "Reverse", "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith",
    };

    public static bool Is(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsGenericType: true, ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } } && Types.Contains(type.Name);

    public static bool Changes(IMethodSymbol method) => Changing.Contains(method.Name) && Is(method.ContainingType);
}
