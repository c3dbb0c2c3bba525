using System.Collections.Frozen;
using System.Collections.Immutable;
using TypedTasks.Payloads.Tests.Proxies;

namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>The rows of docs/wire-format.md that generated code writes.</summary>
public static class CompositeSamples
{
    public static IEnumerable<Composite> All =>
    [
        new("an enum", "DayOfWeek.Friday", nameof(WireTasks.Enum), DayOfWeek.Friday),
        new("a [Flags] enum", "Read + 64", nameof(WireTasks.Flags), WireTasks.Rights.Read | (WireTasks.Rights)64),
        new("an enum of ulong", "ulong.MaxValue", nameof(WireTasks.Wide), (WireTasks.Widest)ulong.MaxValue),
        new("int?", "5", nameof(WireTasks.NullableInt), (int?)5),
        new("int?", "null", nameof(WireTasks.NullableInt), null),
        new("Lazy<int>", "5", nameof(WireTasks.Lazy), new Lazy<int>(5)),
        new("int[]", "[1, 2, 3]", nameof(WireTasks.ArrayOfInt), new[] { 1, 2, 3 }),
        new("int[][]", "[[1], []]", nameof(WireTasks.Jagged), new int[][] { [1], [] }),
        new("int[,]", "{ { 1, 2, 3 }, { 4, 5, 6 } }", nameof(WireTasks.Grid), new[,] { { 1, 2, 3 }, { 4, 5, 6 } }),
        new("int[,]", "new int[0, 2]", nameof(WireTasks.Grid), new int[0, 2]),
        new("string[,,]", "{ { { \"a\" }, { \"b\" } } }", nameof(WireTasks.Cube), new[,,] { { { "a" }, { "b" } } }),
        new("List<int?>?", "[1, null]", nameof(WireTasks.Gaps), new List<int?> { 1, null }),
        new("Dictionary<string, List<DateTime?>>?", "{ [\"a\"] = [null] }", nameof(WireTasks.Deep), new Dictionary<string, List<DateTime?>> { ["a"] = [null] }),
        new("ArraySegment<int>", "[1]", nameof(WireTasks.Segment), new ArraySegment<int>([0, 1], 1, 1)),
        new("ArraySegment<int>", "default", nameof(WireTasks.Segment), default(ArraySegment<int>)),
        new("List<string>", "[\"a\", \"b\"]", nameof(WireTasks.ListOfString), new List<string> { "a", "b" }),
        new("List<byte>", "[1, 200]", nameof(WireTasks.ListOfByte), new List<byte> { 1, 200 }),
        new("IEnumerable<int>", "1, 2", nameof(WireTasks.Sequence), new[] { 1, 2 }),
        new("IEnumerable<int>?", "null", nameof(WireTasks.Sequence), null),
        new("HashSet<int>", "{7}", nameof(WireTasks.Set), new HashSet<int> { 7 }),
        new("Stack<int>", "1 pushed, then 2", nameof(WireTasks.Stack), new Stack<int>([1, 2])),
        new("ImmutableArray<int>", "[1]", nameof(WireTasks.Immutable), ImmutableArray.Create(1)),
        new("ImmutableArray<int>", "default", nameof(WireTasks.Immutable), default(ImmutableArray<int>)),
        new("FrozenSet<int>", "{7}", nameof(WireTasks.FrozenSet), new[] { 7 }.ToFrozenSet()),
        new("class Tags : List<string>", "[\"a\"]", nameof(WireTasks.OwnList), new Tags { "a" }),
        new("Dictionary<string, int>", "{ [\"a\"] = 1 }", nameof(WireTasks.Dictionary), new Dictionary<string, int> { ["a"] = 1 }),
        new("SortedDictionary<int, string>", "{ [1] = \"a\" }", nameof(WireTasks.Sorted), new SortedDictionary<int, string> { [1] = "a" }),
        new("FrozenDictionary<string, int>", "{ [\"a\"] = 1 }", nameof(WireTasks.FrozenMap), new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary()),
        new("class Prices : Dictionary<string, decimal>", "{ [\"a\"] = 1.5 }", nameof(WireTasks.OwnMap), new Prices { ["a"] = 1.5m }),
        new("KeyValuePair<string, int>", "(\"a\", 1)", nameof(WireTasks.Pair), KeyValuePair.Create("a", 1)),
        new("(int, string)", "(1, \"a\")", nameof(WireTasks.ValueTuple), (1, "a")),
        new("Tuple<int, string>", "(1, \"a\")", nameof(WireTasks.Tuple), Tuple.Create(1, "a")),
        new("a tuple of nine", "(1, 2, 3, 4, 5, 6, 7, 8, 9)", nameof(WireTasks.LongTuple), (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        new("a record", "Customer(1, \"Ada\", null)", nameof(WireTasks.Record), new Customer(1, "Ada", null)),
        new("a record", "null", nameof(WireTasks.Record), null),
        new("a struct", "Point { X = 1, Y = 2 }", nameof(WireTasks.Struct), new Point { X = 1, Y = 2 }),
        new("a derived class", "Sub { A = 1, B = 2 }", nameof(WireTasks.Derived), new Sub { A = 1, B = 2 }),
        new("[MessagePackObject]", "[Key(2)] Id = 7, [Key(0)] Name = \"a\"", nameof(WireTasks.Indexed), new Indexed { Id = 7, Name = "a" }),
        new("[MessagePackObject(true)]", "Id = 7, [IgnoreMember] Ignored = 8", nameof(WireTasks.Named), new Named { Id = 7, Ignored = 8 }),
        new("a union", "[TaskUnion(1, typeof(Circle))] Circle(1.5)", nameof(WireTasks.Union), new Circle(1.5)),
        new("a union", "null", nameof(WireTasks.Union), null),
        new("[TaskSerializer]", "Money(1250, \"EUR\"), written as a str", nameof(WireTasks.Custom), new Money(1250, "EUR")),
        new("[TaskSerializer]", "null", nameof(WireTasks.Custom), null),
        new("[MessagePack.Union]", "[Union(0, typeof(Left))] Left { Id = 7 }", nameof(WireTasks.StandardUnion), new Left { Id = 7 }),
        new("[MessagePackObject], [Key(\"id\")]", "Id = 7", nameof(WireTasks.Keyed), new Keyed { Id = 7 }),
        new("[MessagePackObject], [Key(1)] on a computed property", "[Key(0)] Id = 7, [Key(1)] Twice => Id * 2", nameof(WireTasks.Computed), new Computed { Id = 7 }),
        new("[DataContract], [DataMember(Order)]", "[DataMember(Order = 2)] Id = 7, [DataMember(Order = 0)] Name = \"a\"", nameof(WireTasks.Ordered), new Ordered { Id = 7, Name = "a" }),
        new("[DataContract], [DataMember(Name)]", "[DataMember(Name = \"id\")] Id = 7, [DataMember] Name = \"a\", Other = 8", nameof(WireTasks.Contract), new Contract { Id = 7, Name = "a" }),
        new("[JsonPropertyName]", "[JsonPropertyName(\"id\")] Id = 7, [JsonIgnore] Other = 8", nameof(WireTasks.Json), new Json { Id = 7 }),
    ];
}

/// <summary>One value of docs/wire-format.md and the task that takes it.</summary>
public sealed record Composite(string Type, string Value, string Task, object? Sample)
{
    public Proxy Proxy => Proxy.Find(typeof(WireTasks), Task);

    // One argument: the array around it is one byte.
    public byte[] Bytes => Proxy.Write(Proxy.Arguments(Sample))[1..];

    public object? Read(ReadOnlySpan<byte> bytes) =>
        Proxy.ArgumentsType.GetProperties().Single().GetValue(Proxy.Read((byte[])[0x91, .. bytes]));

    public override string ToString() => $"{Type} {Value}";
}
