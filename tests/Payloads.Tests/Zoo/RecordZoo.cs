using System.Diagnostics.CodeAnalysis;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Records and classes built by constructors, initializers, required members and setters.</summary>
public static partial class RecordZoo
{
    [Task] public static void Positional(Plain plain, PlainStruct structure, Mixed mixed) { }

    [Task] public static void Members(InitOnly init, Required required, Setters setters, Fields fields, ReadOnly readOnly) { }

    [Task] public static void Constructors(SeveralConstructors several, AllSet allSet, Defaulted defaulted) { }

    [Task] public static void Empty(Nothing nothing, NothingStruct structure) { }

    [Task] public static Mixed? Returned(Mixed? mixed) => mixed;

    public sealed record Plain(int Id, string Name, List<int>? Numbers);

    public readonly record struct PlainStruct(int Id, string? Name);

    public record Mixed(int Id, string Name)
    {
        public int? Extra { get; init; }

        public required string Must { get; set; }

        public int Computed => Id + 1;
    }

    public sealed class InitOnly
    {
        public int Id { get; init; }

        public string? Name { get; init; }
    }

    public sealed class Required
    {
        public required int Id { get; set; }

        public required string Name { get; init; }

        public required List<int> Numbers;

        public string? Optional { get; set; }
    }

    public sealed class Setters
    {
        public int Id { get; set; }

        public string? Name { get; set; }

        public int Hidden { private get; set; }

        public static int Static { get; set; }

        public int this[int index] => index;
    }

    public sealed class Fields
    {
        public const int Constant = 1;

        public int Number;

        public string? Text;
    }

    public sealed class ReadOnly(int id, string? name)
    {
        public int Id { get; } = id;

        public readonly string? Name = name;
    }

    public sealed class SeveralConstructors
    {
        public SeveralConstructors(int id)
            : this(id, "")
        {
        }

        public SeveralConstructors(int id, string name)
        {
            Id = id;
            Name = name;
        }

        public int Id { get; }

        public string Name { get; }
    }

    public sealed class AllSet
    {
        [SetsRequiredMembers]
        public AllSet(int id) => Id = id;

        public required int Id { get; init; }
    }

    public sealed record Defaulted(int Id = 5, string Name = "en");

    public sealed record Nothing;

    public readonly record struct NothingStruct;
}
