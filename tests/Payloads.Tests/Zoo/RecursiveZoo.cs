namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Types that hold themselves, directly and around a corner.</summary>
public static partial class RecursiveZoo
{
#pragma warning disable TT2007 // a person whose addresses lead back is what the bound of depth is tested with
    [Task] public static void Trees(Node tree, Linked? list, Person person) { }
#pragma warning restore TT2007

    [Task] public static void Folders(Folder folder) { }

    [Task] public static Node? Returned(Node? node) => node;

    public sealed class Node
    {
        public int Value { get; set; }

        public List<Node>? Children { get; set; }
    }

    public sealed record Linked(int Value, Linked? Next);

    public sealed class Person
    {
        public string? Name { get; set; }

        public Dictionary<string, Address>? Addresses { get; set; }
    }

    public sealed record Address(string? Street, Person? Owner);

    public sealed record Folder(string Name, IReadOnlyDictionary<string, Folder> Folders, Folder[]? Links);
}
