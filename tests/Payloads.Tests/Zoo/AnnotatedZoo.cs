using MessagePack;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Types annotated for MessagePack-CSharp: their bytes are its bytes.</summary>
public static partial class AnnotatedZoo
{
    [Task] public static void Arrays(ByIndex a, ByIndexStruct b, WithGaps c, Derived d, Immutable e, EmptyArray f) { }

    [Task] public static void Maps(ByName a, ByKey b, DerivedByName c, NamedRecord d) { }

    [Task] public static void Held(ByIndex?[] many, Dictionary<string, ByName> map, List<ByKey>? list, Recursive tree) { }

    [MessagePackObject]
    public sealed class ByIndex
    {
        [Key(0)] public int Id { get; set; }

        [Key(1)] public string? Name { get; set; }

        [Key(2)] public List<DateTime>? Dates { get; set; }

        [Key(3)] public Dictionary<string, decimal>? Prices { get; set; }

        [Key(4)] public DayOfWeek Day { get; set; }

        [Key(5)] public Guid? Guid { get; set; }

        [IgnoreMember] public int Ignored => 5;
    }

    [MessagePackObject]
    public struct ByIndexStruct
    {
        [Key(1)] public int X;

        [Key(0)] public double? Y { get; set; }
    }

    [MessagePackObject]
    public sealed class WithGaps
    {
        [Key(7)] public string? Last { get; set; }

        [Key(2)] public (int, string?) Middle { get; set; }
    }

    [MessagePackObject]
    public class Base
    {
        [Key(1)] public int B { get; set; }
    }

    [MessagePackObject]
    public sealed class Derived : Base
    {
        [Key(0)] public int A { get; set; }
    }

    [MessagePackObject]
    public sealed record Immutable([property: Key(0)] int Id, [property: Key(1)] string? Name);

    [MessagePackObject]
    public sealed class EmptyArray
    {
    }

    [MessagePackObject(keyAsPropertyName: true)]
    public sealed class ByName
    {
        public int Field;

        public int Id { get; set; }

        public byte[]? Bytes { get; set; }

        [IgnoreMember] public int Ignored => 5;
    }

    [MessagePackObject]
    public sealed class ByKey
    {
        [Key("id")] public int Id { get; set; }

        [Key("größe")] public TimeSpan Size { get; set; }
    }

    [MessagePackObject(keyAsPropertyName: true)]
    public class BaseByName
    {
        public int B { get; set; }

        public int F;
    }

    [MessagePackObject(keyAsPropertyName: true)]
    public sealed class DerivedByName : BaseByName
    {
        public int C { get; set; }

        public int A { get; set; }
    }

    [MessagePackObject(keyAsPropertyName: true)]
    public sealed record NamedRecord(int Id, string? Name);

    [MessagePackObject]
    public sealed class Recursive
    {
        [Key(0)] public Recursive?[]? Children { get; set; }
    }
}
