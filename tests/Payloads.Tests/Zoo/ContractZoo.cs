using System.Runtime.Serialization;
using MessagePack;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Data contracts: arrays by order, maps by name, as MessagePack-CSharp reads their attributes.</summary>
public static partial class ContractZoo
{
    [Task] public static void Ordered(ByOrder a, ByOrderStruct b, Gaps c, ByOrderDerived d, ByOrderRecord e, NameAndOrder f) { }

    [Task] public static void Named(ByName a, NamedStruct b, NamedRecord c, DerivedNamed d, FieldsToo e, OfGeneric<int?> f, NamedParameters g) { }

    [Task] public static void Parts(SomeMembers a, Nobody b, WithIgnored c, Overriding d, NotSerialized e, Both f) { }

    [Task] public static void Computed(ByOrderComputed a, NamedComputed b, KeysComputed c, KeysComputedAtTheEnd d, NamesComputed e, StringKeysComputed f) { }

    [Task] public static void Held(List<ByOrder?> a, Dictionary<string, ByName>? b, Tree c, OfGeneric<ByOrder?>[] d, (ByName?, ByOrderStruct?) e) { }

    [Task] public static ByOrder? Returned(ByName? name) => null;

    [DataContract]
    public sealed class ByOrder
    {
        [DataMember(Order = 2)] public int A { get; set; }

        [DataMember(Order = 0)] public string? B { get; set; }

        public int Unsaid { get; } = 7;
    }

    [DataContract]
    public struct ByOrderStruct
    {
        [DataMember(Order = 1)] public int A { get; set; }

        [DataMember(Order = 0)] public decimal B;
    }

    [DataContract]
    public sealed class Gaps
    {
        [DataMember(Order = 1)] public int A { get; set; }

        [DataMember(Order = 5)] public List<int>? B { get; set; }
    }

    [DataContract]
    public class ByOrderBase
    {
        [DataMember(Order = 2)] public int A;

        [DataMember(Order = 0)] public int B { get; set; }
    }

    [DataContract]
    public sealed class ByOrderDerived : ByOrderBase
    {
        [DataMember(Order = 1)] public int C;
    }

    [DataContract]
    public sealed record ByOrderRecord([property: DataMember(Order = 0)] int A, [property: DataMember(Order = 1)] string? B);

    [DataContract]
    public sealed class NameAndOrder
    {
        [DataMember(Name = "x", Order = 1)] public int A { get; set; }

        [DataMember(Order = 0, IsRequired = true, EmitDefaultValue = false)] public int B { get; set; }
    }

    [DataContract]
    public sealed class ByName
    {
        [DataMember(Name = "größe")] public int A { get; set; }

        [DataMember] public string? B { get; set; }
    }

    [DataContract(Name = "other", Namespace = "urn:other")]
    public struct NamedStruct
    {
        [DataMember] public int A;

        [DataMember(Name = "b")] public double? B { get; set; }
    }

    [DataContract]
    public sealed record NamedRecord([property: DataMember(Name = "a")] int A, [property: DataMember] DateTime? B);

    [DataContract]
    public class NamedBase
    {
        [DataMember] public int Z { get; set; }

        [DataMember(Name = "k")] public int A;

        public int Unsaid { get; } = 7;
    }

    [DataContract]
    public sealed class DerivedNamed : NamedBase
    {
        [DataMember] public int M { get; set; }

        [DataMember] public int B;
    }

    [DataContract]
    public sealed class FieldsToo
    {
        [DataMember] public int A;

        [DataMember] public int B { get; set; }
    }

    [DataContract]
    public sealed class OfGeneric<T>
    {
        [DataMember(Name = "v")] public T? V { get; set; }
    }

    [DataContract]
    public sealed class NamedParameters(int a, string? b)
    {
        [DataMember(Name = "x")] public int A { get; } = a;

        [DataMember(Name = "y")] public string? B { get; } = b;
    }

    [DataContract]
    public sealed class SomeMembers
    {
        [DataMember] public int A { get; set; }

        public Action? Then { get; }
    }

    [DataContract]
    public sealed class Nobody;

    [DataContract]
    public sealed class WithIgnored
    {
        [DataMember] public int A { get; set; }

        [DataMember, IgnoreDataMember] public int B { get; } = 1;
    }

    [DataContract]
    public class Overridden
    {
        [DataMember] public virtual int A { get; set; }
    }

    [DataContract]
    public sealed class Overriding : Overridden
    {
        public override int A { get; set; }
    }

    [MessagePackObject(true)]
    public sealed class NotSerialized
    {
        public int A { get; set; }

        [NonSerialized] public readonly int B = 1;
    }

    [DataContract, MessagePackObject]
    public sealed class Both
    {
        [Key(1), DataMember(Order = 5)] public int A { get; set; }

        [Key(0)] public int B { get; set; }
    }

    [DataContract]
    public sealed class ByOrderComputed
    {
        [DataMember(Order = 0)] public int A { get; set; }

        [DataMember(Order = 1)] public long Twice => A * 2L;

        [DataMember(Order = 3)] public int U { get; set; }
    }

    [DataContract]
    public sealed class NamedComputed
    {
        [DataMember] public int A { get; set; }

        [DataMember(Name = "t")] public string? Text => A > 5 ? "large" : null;
    }

    [MessagePackObject]
    public sealed class KeysComputed
    {
        [Key(0)] public int A { get; set; }

        [Key(1)] public List<int> Twice => [A, A];

        [Key(2)] public int C { get; set; }
    }

    [MessagePackObject]
    public readonly record struct KeysComputedAtTheEnd([property: Key(0)] int A)
    {
        [Key(3)] public bool IsLarge => A > 5;
    }

    [MessagePackObject(true)]
    public sealed record NamesComputed(int A)
    {
        public int Next => A + 1;
    }

    [MessagePackObject]
    public sealed class StringKeysComputed
    {
        [Key("a")] public int A { get; set; }

        [Key("t")] public int Twice => A;
    }

    [DataContract]
    public sealed class Tree
    {
        [DataMember(Order = 0)] public int Value { get; set; }

        [DataMember(Order = 1)] public Tree?[]? Children { get; set; }
    }
}
