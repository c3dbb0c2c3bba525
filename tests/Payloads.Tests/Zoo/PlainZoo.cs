using System.Runtime.Serialization;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Types without annotations, as MessagePack-CSharp's contractless resolver writes them.</summary>
public static partial class PlainZoo
{
    [Task] public static void Classes(Simple a, Fields b, Child c, Sealed d, WithIgnored e, NotSerialized f) { }

    [Task] public static void Records(Positional a, PositionalStruct b, Nested? c, Extra d, Generic<int?> e, Generic<Positional> f) { }

    [Task] public static void Structs(Plain a, Plain? b, Plain[] c, Dictionary<int, Plain> d, Readonly e) { }

    [Task] public static void Unlucky(DataMemberWithoutContract a, Empty b, Computed c) { }

    public sealed class Simple
    {
        public int A { get; set; }

        public string? B { get; set; }

        public byte[]? C { get; set; }
    }

    public sealed class Fields
    {
        public int F;

        public int P { get; set; }

        public string? G;
    }

    public class Parent
    {
        public int A { get; set; }

        public int F;

        public virtual int V { get; set; }
    }

    public sealed class Child : Parent
    {
        public int B { get; set; }

        public override int V { get; set; }
    }

    public sealed class Sealed(int id)
    {
        public int Id { get; } = id;

        public string? Name { get; set; }
    }

    public sealed class WithIgnored
    {
        public int A { get; set; }

        [IgnoreDataMember] public int B { get; } = 1;
    }

    public sealed class NotSerialized
    {
        public int A { get; set; }

        [NonSerialized] public readonly int B = 1;
    }

    public sealed record Positional(int Id, string? Name, List<int>? Numbers);

    public readonly record struct PositionalStruct(int Id, Guid Name);

    public sealed record Nested(Positional? Inner, Nested? Next);

    public sealed record Extra(int Id)
    {
        public string? More { get; init; }
    }

    public sealed record Generic<T>(T Value, T[]? Others);

    public struct Plain
    {
        public int A { get; set; }

        public string? B;
    }

    public readonly struct Readonly(int a)
    {
        public int A { get; } = a;
    }

    public sealed class DataMemberWithoutContract
    {
        [DataMember(Name = "x", Order = 1)] public int A { get; set; }

        public int B { get; set; }
    }

    public sealed class Empty;

    public sealed class Computed
    {
        public int A { get; set; }

        public int Twice => A * 2;
    }
}
