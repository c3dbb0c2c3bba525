using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using MessagePack;

namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>One task a row of docs/wire-format.md: its only argument is the row's value.</summary>
public static partial class WireTasks
{
    [Task] public static void Enum(DayOfWeek value) { }

    [Task] public static void Flags(Rights value) { }

    [Task] public static void Wide(Widest value) { }

    [Task] public static void Lazy(Lazy<int> value) { }

    [Task] public static void NullableInt(int? value) { }

    [Task] public static void ArrayOfInt(int[] value) { }

    [Task] public static void Jagged(int[][] value) { }

    [Task] public static void Grid(int[,] value) { }

    [Task] public static void Cube(string[,,] value) { }

    [Task] public static void Gaps(List<int?>? value) { }

    [Task] public static void Deep(Dictionary<string, List<DateTime?>>? value) { }

    [Task] public static void Segment(ArraySegment<int> value) { }

    [Task] public static void ListOfString(List<string> value) { }

    [Task] public static void ListOfByte(List<byte> value) { }

    [Task] public static void Sequence(IEnumerable<int>? value) { }

    [Task] public static void Set(HashSet<int> value) { }

    [Task] public static void Stack(Stack<int> value) { }

    [Task] public static void Immutable(ImmutableArray<int> value) { }

    [Task] public static void FrozenSet(FrozenSet<int> value) { }

    [Task] public static void FrozenMap(FrozenDictionary<string, int> value) { }

    [Task] public static void OwnList(Tags value) { }

    [Task] public static void OwnMap(Prices value) { }

    [Task] public static void Dictionary(Dictionary<string, int> value) { }

    [Task] public static void Sorted(SortedDictionary<int, string> value) { }

    [Task] public static void Pair(KeyValuePair<string, int> value) { }

    [Task] public static void ValueTuple((int Id, string Name) value) { }

    [Task] public static void LongTuple((int, int, int, int, int, int, int, int, int) value) { }

    [Task] public static void Tuple(Tuple<int, string> value) { }

    [Task] public static void Record(Customer? value) { }

    [Task] public static void Struct(Point value) { }

    [Task] public static void Derived(Sub value) { }

    [Task] public static void Indexed(Indexed value) { }

    [Task] public static void Named(Named value) { }

    [Task] public static void Keyed(Keyed value) { }

    [Task] public static void Computed(Computed value) { }

    [Task] public static void Ordered(Ordered value) { }

    [Task] public static void Contract(Contract value) { }

    [Task] public static void Json(Json value) { }

    [Flags]
    public enum Rights : byte
    {
        None,
        Read,
        Write,
    }

    public enum Widest : ulong
    {
        None,
    }
}

public sealed class Tags : List<string>;

public sealed class Prices : Dictionary<string, decimal>;

public sealed record Customer(int Id, string Name, string? Mail);

public struct Point
{
    public int X { get; set; }

    public int Y { get; set; }
}

public class Super
{
    public int A { get; set; }
}

public sealed class Sub : Super
{
    public int B { get; set; }
}

[MessagePackObject]
public sealed class Indexed
{
    [Key(2)] public int Id { get; set; }

    [Key(0)] public string? Name { get; set; }
}

[MessagePackObject(keyAsPropertyName: true)]
public sealed class Named
{
    public int Id { get; set; }

    [IgnoreMember] public int Ignored { get; set; }
}

[MessagePackObject]
public sealed class Keyed
{
    [Key("id")] public int Id { get; set; }
}

[MessagePackObject]
public sealed class Computed
{
    [Key(0)] public int Id { get; set; }

    [Key(1)] public int Twice => Id * 2;
}

[DataContract]
public sealed class Ordered
{
    [DataMember(Order = 2)] public int Id { get; set; }

    [DataMember(Order = 0)] public string? Name { get; set; }
}

[DataContract]
public sealed class Contract
{
    [DataMember(Name = "id")] public int Id { get; set; }

    [DataMember] public string? Name { get; set; }

    public int Other { get; } = 8;
}

public sealed class Json
{
    [JsonPropertyName("id")] public int Id { get; set; }

    [JsonIgnore] public int Other { get; } = 8;
}
