using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary>Every type that can travel compiles as an argument, as a result, inside an object and nullable. What the bytes are is Payloads.Tests' to say.</summary>
public class PayloadBreadthTests
{
    private static readonly string[] Primitives =
    [
        "bool", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "nuint", "float", "double", "decimal", "Half", "Int128", "UInt128",
        "System.Numerics.BigInteger", "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "string", "Uri", "Version", "byte[]", "ReadOnlyMemory<byte>", "Memory<byte>", "ArraySegment<byte>", "System.Buffers.ReadOnlySequence<byte>", "System.Text.StringBuilder", "System.Numerics.Complex", "System.Collections.BitArray",
    ];

    private static readonly string[] Collections =
    [
        "int[]", "int[][]", "int[,]", "string[,,]", "byte[,,,]", "int[][,]", "int[,][]", "Lazy<int>", "Lazy<bool>", "System.Buffers.ReadOnlySequence<int>", "System.Collections.ObjectModel.ReadOnlyObservableCollection<int>", "string[][][]", "byte[][]", "List<int>", "IList<int>", "ICollection<int>", "IEnumerable<int>", "IReadOnlyList<string>", "IReadOnlyCollection<int>",
        "HashSet<int>", "ISet<int>", "IReadOnlySet<int>", "SortedSet<int>", "LinkedList<int>", "Queue<int>", "Stack<int>",
        "System.Collections.Concurrent.ConcurrentQueue<int>", "System.Collections.Concurrent.ConcurrentBag<int>", "System.Collections.Concurrent.ConcurrentStack<int>",
        "System.Collections.ObjectModel.Collection<int>", "System.Collections.ObjectModel.ObservableCollection<int>", "System.Collections.ObjectModel.ReadOnlyCollection<int>",
        "System.Collections.Immutable.ImmutableArray<int>", "System.Collections.Immutable.ImmutableList<int>", "System.Collections.Immutable.IImmutableList<int>",
        "System.Collections.Immutable.ImmutableHashSet<int>", "System.Collections.Immutable.IImmutableSet<int>", "System.Collections.Immutable.ImmutableSortedSet<int>",
        "System.Collections.Immutable.ImmutableQueue<int>", "System.Collections.Immutable.IImmutableQueue<int>",
        "System.Collections.Immutable.ImmutableStack<int>", "System.Collections.Immutable.IImmutableStack<int>",
        "System.Collections.Frozen.FrozenSet<int>", "ArraySegment<int>", "Memory<int>", "ReadOnlyMemory<string>",
        "Dictionary<string, int>", "IDictionary<int, string>", "IReadOnlyDictionary<Guid, int>", "SortedDictionary<string, int>", "SortedList<string, int>",
        "System.Collections.Concurrent.ConcurrentDictionary<string, int>", "System.Collections.ObjectModel.ReadOnlyDictionary<string, int>",
        "System.Collections.Immutable.ImmutableDictionary<string, int>", "System.Collections.Immutable.IImmutableDictionary<string, int>",
        "System.Collections.Immutable.ImmutableSortedDictionary<string, int>", "System.Collections.Frozen.FrozenDictionary<string, int>",
        "KeyValuePair<string, int>", "(int, string)", "(int A, (string B, long C) D)", "(int, int, int, int, int, int, int, int, string)", "Tuple<int>", "Tuple<int, string>", "ValueTuple<int>",
    ];

    private static readonly string[] Objects =
    [
        "Plain", "Positional", "Inits", "Fields", "Value", "RecordValue", "Derived", "Tree", "Box<int>", "Box<string>", "Box<Box<Plain?>>", "Empty", "Tags", "Index", "OuterType.Inner", "Overridden",
        "Small", "Wide", "Signed", "Write", "Many", "Annotated", "AnnotatedByName", "AnnotatedRecord", "MemberNames",
        "Weight", "Weights", "Key<int>", "Key<Plain>", "IPay", "Creature", "Outcome<int, string>", "Outcome<Plain, Positional?>", "type",
    ];

    private const string Types = """
        public class Plain { public int Id { get; set; } public string? Name { get; set; } }
        public record Positional(int Id, string? Name, List<int?> Numbers, DateTime? At = null, Small Kind = Small.B, double D = 0.1);
        public class Inits { public required string Name { get; init; } public int Count { get; init; } = 3; public List<string>? Tags { get; init; } public required int Set { get; set; } }
        public class Fields { public int A; public readonly int B; public string C = ""; public Fields(int b) => B = b; public const int D = 1; public static int E; }
        public readonly struct Value { public Value(decimal amount, string? currency) { Amount = amount; Currency = currency; } public decimal Amount { get; } public string? Currency { get; } }
        public record struct RecordValue(int X, int Y) { public int Z { get; init; } }
        public class Base { public int Id { get; set; } public virtual string? Text { get; set; } }
        public class Derived : Base { public new long Id { get; set; } public override string? Text { get => base.Text; } public int More { get; set; } }
        public abstract class Shape { public abstract int N { get; set; } }
        public class Overridden : Shape { public override int N { get; set; } }
        public record Tree(Tree? Left, Tree? Right, Dictionary<string, Tree>? Named);
        public class Box<T> { public T? Item { get; set; } public List<T>? Items { get; init; } }
        public class Empty;
        public class Tags : List<string>;
        public class Index : Dictionary<string, Plain>;
        public static class OuterType { public record Inner(int @class, string @string); }
        public enum Small : byte { A, B = 200 }
        [Flags] public enum Wide : ulong { None = 0, All = ulong.MaxValue }
        public enum Signed : sbyte { Low = -128 }
        public class MemberNames { public int value { get; set; } public int Value { get; set; } public int reader { get; set; } public int @int { get; set; } public int seen { get; set; } public int count { get; init; } public int i { get; init; } public int Grüße { get; set; } }
        [TaskUnion(0, typeof(Pay)), TaskUnion(1, typeof(Coin)), TaskUnion(-1, typeof(Pays)), TaskUnion(int.MinValue, typeof(Box2<int>))] public interface IPay;
        public record Pay(IPay? Next) : IPay; public readonly record struct Coin(int Cents) : IPay; public class Pays : List<IPay>, IPay; public class Box2<T> : IPay { public T? Item { get; set; } }
        [TaskUnion(0, typeof(Creature)), TaskUnion(1, typeof(Cat))] public class Creature { public int key { get; set; } public required string Name { get; init; } public Creature? Parent { get; set; } }
        public class Cat : Creature { public Cat? Kitten { get; set; } public List<Creature>? Prey { get; set; } }
        [TaskUnion(0, typeof(Fine<,>)), TaskUnion(1, typeof(Failed<,>))] public abstract record Outcome<T, TError>; public record Fine<T, TError>(T Value) : Outcome<T, TError>; public record Failed<TError, T>(TError Why) : Outcome<T, TError>;
        [TaskUnion(0, typeof(@value))] public interface type; public record @value(int writer) : type;
        [TaskSerializer(typeof(WeightSerializer))] public record Weight(int Grams);
        public struct Weights { [TaskSerializer(typeof(WeightSerializer))] public Weight? One; [TaskSerializer(typeof(KeySerializer<>))] public Key<string>? Two { get; set; } public List<Weight?>? Three { get; set; } }
        public class WeightSerializer : TypedTasks.Serialization.ITaskSerializer<Weight>
        {
            public static void Write(ref TypedTasks.Serialization.PayloadWriter writer, Weight value) => writer.Write(value.Grams);
            public static Weight Read(ref TypedTasks.Serialization.PayloadReader reader) => new(reader.ReadInt32());
        }
        [TaskSerializer(typeof(KeySerializer<>))] public readonly record struct Key<T>(Guid Value);
        public struct KeySerializer<T> : TypedTasks.Serialization.ITaskSerializer<Key<T>>
        {
            public static void Write(ref TypedTasks.Serialization.PayloadWriter writer, Key<T> value) => writer.Write(value.Value);
            public static Key<T> Read(ref TypedTasks.Serialization.PayloadReader reader) => new(reader.ReadGuid());
        }
        [MessagePack.MessagePackObject] public class Annotated { [MessagePack.Key(1)] public int A { get; set; } [MessagePack.Key(5)] public string? B { get; init; } [MessagePack.IgnoreMember] public Stream? C { get; set; } }
        [MessagePack.MessagePackObject(keyAsPropertyName: true)] public class AnnotatedByName { public int A { get; set; } }
        [MessagePack.MessagePackObject] public record AnnotatedRecord([property: MessagePack.Key("a\"b")] int A, [property: MessagePack.Key("ü")] string B);
        """;

    [Fact]
    public void Primitive() => Travel(Primitives);

    [Fact]
    public void Collection() => Travel(Collections);

    [Fact]
    public void Object() => Travel(Objects);

    [Fact]
    public void NullableOff() => Travel([.. Primitives, .. Collections, .. Objects], nullable: false);

    [Fact]
    public void CollectionsOfOnesOwnMayImplementTheirInterfaceExplicitly() => Accept("""
        public class Explicit : ICollection<int>
        {
            private readonly List<int> all = new();
            int ICollection<int>.Count => all.Count;
            bool ICollection<int>.IsReadOnly => false;
            void ICollection<int>.Add(int item) => all.Add(item);
            void ICollection<int>.Clear() => all.Clear();
            bool ICollection<int>.Contains(int item) => all.Contains(item);
            void ICollection<int>.CopyTo(int[] array, int index) => all.CopyTo(array, index);
            bool ICollection<int>.Remove(int item) => all.Remove(item);
            IEnumerator<int> IEnumerable<int>.GetEnumerator() => all.GetEnumerator();
            public System.Collections.IEnumerator GetEnumerator() => all.GetEnumerator();
        }
        public class ByLength : System.Collections.ObjectModel.KeyedCollection<int, string> { protected override int GetKeyForItem(string item) => item.Length; }
        public class Twofold : List<int>, IEnumerable<string> { IEnumerator<string> IEnumerable<string>.GetEnumerator() => null!; }
        public static partial class Host { [Task] public static void Run(Explicit a, ByLength b, Twofold c) { } }
        """);

    [Fact]
    public void TypesCalledLikeLocalVariables() => Run.Of("""
        using TypedTasks;
        public record reader(int A); public record writer(int A); public record value(int A); public record count(int A); public record items(int A); public record key(int A);
        public static partial class Host { [Task] public static void Run(reader a, writer b, value c, count d, List<reader> e, Dictionary<string, value> f, key g, items h) { } }
        """);

    [Fact]
    public void WhatATupleCallsItsElementsDoesNotCount()
    {
        Run run = Run.Of("""
            using TypedTasks;
            using TypedTasks.Serialization;
            [assembly: TaskSerializer(typeof((int A, int B)), typeof(PairSerializer))]
            public sealed class PairSerializer : ITaskSerializer<(int, int)>
            {
                public static void Write(ref PayloadWriter writer, (int, int) value) => writer.WriteNil();
                public static (int, int) Read(ref PayloadReader reader) => default;
            }
            public sealed class Box { public Box((long, (long, string)[]) content) => Content = content; public (long Id, (long X, string Y)[] Parts) Content { get; } }
            public static partial class Host { [Task] public static void Run((int Left, int Right) pair, Box box) { } }
            """);
        run.Module();
        Assert.Contains("PairSerializer", run["Host.RunTask.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameTupleComesBeforeOneOfOtherNames()
    {
        Run run = Run.Of("""
            using TypedTasks;
            using TypedTasks.Serialization;
            [assembly: TaskSerializer(typeof((int A, int B)), typeof(First))]
            [assembly: TaskSerializer(typeof((int X, int Y)), typeof(Second))]
            public sealed class First : ITaskSerializer<(int, int)>
            {
                public static void Write(ref PayloadWriter writer, (int, int) value) => writer.WriteNil();
                public static (int, int) Read(ref PayloadReader reader) => default;
            }
            public sealed class Second : ITaskSerializer<(int, int)>
            {
                public static void Write(ref PayloadWriter writer, (int, int) value) => writer.WriteNil();
                public static (int, int) Read(ref PayloadReader reader) => default;
            }
            public sealed class Point { public int X { get; set; } public int Y { get; set; } public Point() { } public Point((long, long) pair) { } public (long X, long Y) Pair => (X, Y); }
            public static partial class Host { [Task] public static void Run((int A, int B) one, Point two) { } [Task] public static void Walk((int X, int Y) other) { } }
            """);
        run.Module();
        Assert.Contains("First", run["Host.RunTask.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Second", run["Host.WalkTask.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain(run.Files.Values, static text => text.Contains("Pair", StringComparison.Ordinal));
    }

    [Fact]
    public void ADefaultValueThatOnlyAnAttributeCanSayThere() => Accept("""
        public static partial class Host
        {
            [Task] public static void Run([System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(5)] int a, int b, int c = 6) { }
            [Task] public static void Log([System.Runtime.CompilerServices.CallerLineNumber, System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(5)] int line, [FromServices] IDisposable service, string text, params int[] more) { }
            [Task] public static void Narrow([System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue((byte)5)] byte a, int b, byte c = 6) { }
            public static object Use() => (RunTask.Call(1, 2), new RunArgs(1, 2), NarrowTask.Call(1, 2), LogTask.Call(1, "a"), new LogArgs(1, "a", 3));
        }
        """);

    [Fact]
    public void ParamsMayFollowADefaultValue() => Accept("""
        public static partial class Host
        {
            [Task] public static void Run(int n, string text = "a", params string[] more) { }
            public static object Use() => (RunTask.Call(1), RunTask.Call(1, "b", "c", "d"), RunTask.Delay(1, "b", ["c"], CancellationToken.None), new RunArgs(1), new RunArgs(1, "b", "c", "d"));
        }
        """);

    [Fact]
    public void ThirtyTwoParameters() => Accept($$"""
        public static partial class Host
        {
            [Task] public static void Run({{string.Join(", ", Enumerable.Range(1, 32).Select(static i => $"int p{i} = {i}"))}}) { }
            public static object Use() => RunTask.Call(1, p32: 5);
        }
        """);

    [Fact]
    public void DefaultValuesOfEveryKindOfLiteral()
    {
        Run run = Accept("""
            public enum E { A, B = -5 }
            public static partial class Host
            {
                public const string Text = "a\"\\\n\0\u2028\ud800'é";
                [Task] public static void Run(
                    bool a = true, char b = '\'', char c = '\uffff', char c2 = '"', sbyte d = sbyte.MinValue, byte e = 255, short f = -1, ushort g = 7, int h = int.MinValue,
                    uint i = uint.MaxValue, long j = long.MinValue, ulong k = ulong.MaxValue, float l = float.NaN, float m = -1.5e-30f, double n = double.NegativeInfinity,
                    double o = 0.1, double p = -0.0, decimal q = 1.10m, string r = Text, string? s = null, E t = E.B, E u = (E)77, E? v = E.A, int? w = 5, int? x = null,
                    DateTime y = default, Guid z = default, nint aa = -4, List<int>? bb = null, float cc = float.PositiveInfinity, object[]? dd = null) { }
            }
            """.Replace(", object[]? dd = null", "", StringComparison.Ordinal));
        string file = run["Shop.Host.RunTask.g.cs"];
        foreach (string expected in new[] { "= double.NegativeInfinity", "= 0.1D", "= -0D", "= 1.10M", "= global::Shop.E.B", "= (global::Shop.E)(77)", "= -9223372036854775808L", @"= ""a\""\\\n\u0000\u2028\ud800'\u00e9""" })
        {
            Assert.Contains(expected, file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ParamsGetASecondOverloadWithATokenAndNamesCannotClash() => Accept("""
        public static partial class Host
        {
            [Task] public static int Run(int arguments, string writer, string reader, int count, int cancellationToken, CancellationToken ct, params string[] result) => 0;
            [Task] public static int Walk(int Equals, int a, int A, int name, int invocation, int instance, int @class) => 0;
            [Task] public static void Crawl(int Call, int Delay, int walkTask, int task) { }
            [Task] public static void Traced(int n, [System.Runtime.CompilerServices.CallerMemberName] string caller = "") { }
            public static void Use(CancellationToken token)
            {
                RunTask.Delay(1, "", "", 2, 3, "a", "b");
                RunTask.Delay(1, "", "", 2, 3, ["a"], token);
                WalkTask.Delay(1, 2, 3, 4, 5, 6, 7, token);
                CrawlTask.Delay(1, 2, 3, 4, token);
                TracedTask.Delay(1);
            }
        }
        """);

    [Fact]
    public void EveryReturnType() => Accept("""
        public partial class Host
        {
            [Task] public static void A() { }
            [Task] public static int B() => 1;
            [Task] public static Task C() => Task.CompletedTask;
            [Task] public static Task<string?> D() => Task.FromResult<string?>("");
            [Task] public static ValueTask E() => default;
            [Task] public static ValueTask<List<string?>> F() => new(new List<string?>());
            [Task] public static Task<(int A, string? B)> G() => Task.FromResult((1, (string?)null));
        }
        """);

    [Fact]
    public void WithoutImplicitUsings() => Run.Of(new Project
    {
        ImplicitUsings = false,
        Sources = ["namespace Shop; public class System { } public partial class Host { [TypedTasks.Task] public static global::System.Threading.Tasks.Task<int[]> Run(global::System.Collections.Generic.List<string> a, int? b = null) => null!; }"],
    });

    [Fact]
    public void DuplicateShapesOverManyTasksAreWrittenOnce()
    {
        Run run = Accept("""
            public record Order(int Id, (int X, int Y) Pair);
            public static partial class Host { [Task] public static Order A(Order o) => o; [Task] public static Order? B(List<Order> o, (int A, int B) p) => null; }
            public static partial class Guest { [Task] public static List<Order?> A(Order? o) => new(); }
            """);
        Assert.Single(run.Files.Keys, static one => one.StartsWith("Payload-Shop_Order", StringComparison.Ordinal));
        Assert.Single(run.Files.Keys, static one => one.StartsWith("Payload-ListOfOrder", StringComparison.Ordinal));
        Assert.Single(run.Files.Keys, static one => one.StartsWith("Payload-TupleOf", StringComparison.Ordinal));
    }

    private static void Travel(IReadOnlyList<string> types, bool nullable = true)
    {
        string Null(string type) => nullable ? type + "?" : type;
        string tasks = string.Join('\n', types.Select((type, i) => $$"""
            [Task] public static {{type}} Run{{i}}({{type}} one, {{Null(type)}} two, List<{{type}}> three, Dictionary<string, {{Null(type)}}> four) => one;
            [Task] public static Task<{{Null(type)}}> Walk{{i}}(Box<{{type}}> five) => Task.FromResult<{{Null(type)}}>(default!);
            """));
        string many = $"public class Many {{ {string.Join(' ', Enumerable.Range(0, 70).Select(static i => $"public int P{i} {{ get; {(i % 2 == 0 ? "set" : "init")}; }}"))} }}";
        string source = $"using TypedTasks;\nnamespace Shop\n{{\n{Types}\n{many}\npublic static partial class Host {{ {tasks} }} }}\npublic record Write(int Read);\n";
        Run run = Run.Of(new Project { Nullable = nullable, Sources = [nullable ? source : source.Replace("?>", ">", StringComparison.Ordinal).Replace("string?", "string", StringComparison.Ordinal).Replace("Tree?", "Tree", StringComparison.Ordinal).Replace("T?", "T", StringComparison.Ordinal).Replace("Stream?", "Stream", StringComparison.Ordinal)] });
        Assert.Empty(run.Skipped());
    }

    private static Run Accept(string source)
    {
        Run run = Run.Of($"using TypedTasks;\nnamespace Shop;\n{source}");
        Assert.Empty(run.Skipped());
        return run;
    }
}
