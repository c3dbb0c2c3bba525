using MessagePack;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>More of what MessagePack-CSharp's attributes can say: constructors, inheritance, generics, callbacks.</summary>
public static partial class AttributeZoo
{
    [Task] public static void Constructors(Marked a, ByNumber b, Optional c, Several d, ReadOnlyField e, StructWithConstructor f) { }

    [Task] public static void Members(Init a, Required b, Static c, Indexed d, Evented e, NestedGeneric<int>.Inner f, Nullable g) { }

    [Task] public static void Inheritance(InheritedAttribute a, FromAbstract b, KeyOfTheBase c, KeysOfTheBase k, NamesOfTheBase n, IgnoredOverride d, GrandChild e, RecordChild f) { }

    [Task] public static void Generics(Box<int> a, Box<Box<string?>?> b, Named<Guid> c, Pair<int, Box<DayOfWeek>?> d) { }

    [Task] public static void Enums(WithEnums a, RecordStruct b, RecordStruct? c, WithCollections d) { }

    [MessagePackObject]
    public sealed class Marked
    {
        [SerializationConstructor]
        public Marked(int a) => A = a;

        public Marked(int a, int b)
        {
            A = a;
            B = b;
        }

        [Key(0)] public int A { get; }

        [Key(1)] public int B { get; set; }
    }

    [MessagePackObject]
    public sealed class ByNumber(int first, string? second)
    {
        [Key(0)] public int A { get; } = first;

        [Key(1)] public string? B { get; } = second;
    }

    [MessagePackObject]
    public sealed class Optional(int a, int b = 7)
    {
        [Key(0)] public int A { get; } = a;

        [Key(1)] public int B { get; } = b;
    }

    [MessagePackObject(true)]
    public sealed class Several
    {
        public Several()
        {
        }

        public Several(int a) => A = a;

        public int A { get; set; }

        public int B { get; set; }
    }

    [MessagePackObject]
    public sealed class ReadOnlyField(int a)
    {
        [Key(0)] public readonly int A = a;
    }

    [MessagePackObject]
    public readonly struct StructWithConstructor(int a, string? b)
    {
        [Key(0)] public int A { get; } = a;

        [Key(1)] public string? B { get; } = b;
    }

    [MessagePackObject]
    public sealed class Init
    {
        [Key(0)] public int A { get; init; }

        [Key("unused"), IgnoreMember] public int B { get; init; } = 3;
    }

    [MessagePackObject(true)]
    public sealed class Required
    {
        public required int A { get; set; }

        public required string? B { get; init; }

        public int C { get; init; }
    }

    [MessagePackObject]
    public sealed class Static
    {
        public const int Constant = 1;

        [Key(0)] public int A { get; set; }

        public static int S { get; set; }
    }

    [MessagePackObject]
    public sealed class Indexed
    {
        [Key(0)] public int A { get; set; }

        public int this[int index] => index;
    }

    [MessagePackObject]
    public sealed class Evented
    {
        [Key(0)] public int A { get; set; }

        public event Action? Happened;

        public void Happen() => Happened?.Invoke();
    }

    public static class NestedGeneric<T>
    {
        [MessagePackObject]
        public sealed class Inner
        {
            [Key(0)] public T? A { get; set; }
        }
    }

    [MessagePackObject]
    public sealed class Nullable
    {
        [Key(0)] public int? A { get; set; }

        [Key(1)] public List<DateTime?>? B { get; set; }

        [Key(2)] public (int?, string?)? C { get; set; }

        [Key(3)] public Dictionary<string, Guid?[]?>? D { get; set; }
    }

    [MessagePackObject(true)]
    public class BaseWithAttribute
    {
        public int A { get; set; }
    }

    public sealed class InheritedAttribute : BaseWithAttribute
    {
        public int B { get; set; }
    }

    [MessagePackObject]
    public abstract class Abstract
    {
        [Key(0)] public int A { get; set; }

        [Key(3)] public abstract string? Name { get; set; }
    }

    [MessagePackObject]
    public sealed class FromAbstract : Abstract
    {
        [Key(1)] public int B { get; set; }

        public override string? Name { get; set; }
    }

    [MessagePackObject]
    public class Virtual
    {
        [Key(0)] public virtual int A { get; set; }
    }

    [MessagePackObject]
    public sealed class KeyOfTheBase : Virtual
    {
        public override int A { get; set; }
    }

    [MessagePackObject]
    public class VirtualNames
    {
        [Key("p")] public virtual int P { get; set; }

        [Key("q")] public int Q { get; set; }

        [Key("f")] public int F;
    }

    [MessagePackObject]
    public sealed class KeysOfTheBase : VirtualNames
    {
        [Key("r")] public int R { get; set; }

        [Key("p")] public override int P { get; set; }
    }

    [MessagePackObject(true)]
    public class VirtualMembers
    {
        public virtual int P { get; set; }

        public int Q { get; set; }

        public int F;
    }

    [MessagePackObject(true)]
    public sealed class NamesOfTheBase : VirtualMembers
    {
        public int R { get; set; }

        public override int P { get; set; }
    }

    [MessagePackObject(true)]
    public class IgnoredBase
    {
        [IgnoreMember] public virtual int A { get; set; }

        public int B { get; set; }
    }

    [MessagePackObject(true)]
    public sealed class IgnoredOverride : IgnoredBase
    {
        public override int A { get; set; }
    }

    [MessagePackObject]
    public class Parent : Virtual
    {
        [Key(2)] public string? P { get; set; }
    }

    [MessagePackObject]
    public sealed class GrandChild : Parent
    {
        [Key(1)] public long G { get; set; }
    }

    [MessagePackObject]
    public record RecordParent([property: Key(0)] int A);

    [MessagePackObject]
    public sealed record RecordChild(int A, [property: Key(1)] string? B) : RecordParent(A);

    [MessagePackObject]
    public sealed class Box<T>
    {
        [Key(0)] public T? Value { get; set; }
    }

    [MessagePackObject(true)]
    public sealed class Named<T>
    {
        public T? Value { get; set; }

        public List<T>? More { get; set; }
    }

    [MessagePackObject]
    public sealed record Pair<TLeft, TRight>([property: Key("l")] TLeft Left, [property: Key("r")] TRight Right);

    [MessagePackObject]
    public sealed class WithEnums
    {
        [Key(0)] public EnumZoo.Rights A { get; set; }

        [Key(1)] public EnumZoo.OfSByte? B { get; set; }

        [Key(2)] public Dictionary<EnumZoo.OfInt64, EnumZoo.Marks>? C { get; set; }
    }

    [MessagePackObject]
    public record struct RecordStruct([property: Key(0)] int A, [property: Key(1)] string? B);

    [MessagePackObject(true)]
    public sealed class WithCollections
    {
        public int[,]? Grid { get; set; }

        public ArraySegment<byte> Bytes { get; set; }

        public Stack<int>? Stack { get; set; }

        public System.Collections.Immutable.ImmutableArray<string> Array { get; set; }

        public System.Text.StringBuilder? Text { get; set; }

        public Lazy<string>? Late { get; set; }

        public System.Numerics.Complex Number { get; set; }
    }
}
