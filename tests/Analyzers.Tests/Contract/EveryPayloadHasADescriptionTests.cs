using Microsoft.CodeAnalysis;
using TypedTasks.Analyzers.Contract;
using TypedTasks.Analyzers.Tests.Catalogue;
using TypedTasks.Analyzers.Tests.Harness;
using TypedTasks.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Tests.Contract;

/// <summary>What the generator can send, the file can say: no task is left unguarded because of its types.</summary>
public sealed class EveryPayloadHasADescriptionTests
{
    private const string Usings = """
        using System.Buffers;
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.Numerics;
        using System.Text;
        using TypedTasks.Serialization;

        [assembly: TaskSerializer(typeof(Nothing))]

        """;

    private const string Types = """

        public enum Tone { Kind }
        public sealed record Page<T>(T First);
        public sealed class Bag : List<int>;
        public sealed class Index : Dictionary<string, int>;
        [TaskUnion(0, typeof(Box)), TaskUnion(1, typeof(Crate))] public class Box { public int Size { get; set; } }
        public sealed class Crate : Box;
        [TaskSerializer(typeof(Nothing))] public readonly record struct Money(long Cents);
        public sealed class Nothing : ITaskSerializer<Money>, ITaskSerializer<int[]>
        {
            public static void Write(ref PayloadWriter writer, Money value) { }
            static Money ITaskSerializer<Money>.Read(ref PayloadReader reader) => default;
            public static void Write(ref PayloadWriter writer, int[] value) { }
            static int[] ITaskSerializer<int[]>.Read(ref PayloadReader reader) => [];
        }

        """;

    public static TheoryData<string, string> Said => new()
    {
        { "bool", "bool" }, { "char", "char" }, { "sbyte", "sbyte" }, { "byte", "byte" }, { "short", "short" }, { "ushort", "ushort" }, { "int", "int" }, { "uint", "uint" },
        { "long", "long" }, { "ulong", "ulong" }, { "nint", "nint" }, { "nuint", "nuint" }, { "float", "float" }, { "double", "double" }, { "decimal", "decimal" }, { "string", "string" },
        { "string?", "string?" }, { "Half", "Half" }, { "Int128", "Int128" }, { "UInt128", "UInt128" }, { "BigInteger", "BigInteger" }, { "Complex", "Complex" }, { "Guid", "Guid" },
        { "DateTime", "DateTime" }, { "DateTimeOffset", "DateTimeOffset" }, { "DateOnly", "DateOnly" }, { "TimeOnly", "TimeOnly" }, { "TimeSpan", "TimeSpan" }, { "Uri", "Uri" },
        { "Version", "Version" }, { "StringBuilder", "StringBuilder" }, { "BitArray", "BitArray" },
        { "byte[]", "bytes" }, { "Memory<byte>", "bytes" }, { "ReadOnlyMemory<byte>", "bytes" }, { "ArraySegment<byte>", "bytes" }, { "ReadOnlySequence<byte>", "bytes" },
        { "Tone", "Tone" }, { "int?", "int?" }, { "Lazy<int>", "int?" }, { "Lazy<string>", "string?" },
        { "long[]", "array<long>" }, { "string?[]", "array<string?>" }, { "byte[][]", "array<bytes>" }, { "Memory<int>", "array<int>" }, { "ArraySegment<int>", "array<int>" },
        { "ReadOnlySequence<int>", "array<int>" }, { "IEnumerable<int>", "array<int>" }, { "List<int>", "array<int>" }, { "HashSet<int>", "array<int>" }, { "Queue<int>", "array<int>" },
        { "LinkedList<int>", "array<int>" }, { "Stack<int>", "array<int>" }, { "ReadOnlyCollection<int>", "array<int>" }, { "ReadOnlyObservableCollection<int>", "array<int>" },
        { "ImmutableArray<int>", "array<int>" }, { "ImmutableStack<int>", "array<int>" }, { "FrozenSet<int>", "array<int>" }, { "ConcurrentBag<int>", "array<int>" }, { "Bag", "array<int>" },
        { "int[,]", "tuple<int, int, array<int>>?" }, { "int[,,]", "tuple<int, int, int, array<int>>?" }, { "int?[,,,]", "tuple<int, int, int, int, array<int?>>?" },
        { "Dictionary<string, int>", "map<string, int>" }, { "ConcurrentDictionary<Tone, int?>", "map<Tone, int?>" }, { "ReadOnlyDictionary<string, int>", "map<string, int>" },
        { "ImmutableSortedDictionary<string, int>", "map<string, int>" }, { "FrozenDictionary<string, int>", "map<string, int>" }, { "Index", "map<string, int>" },
        { "(int, string?)", "tuple<int, string?>" }, { "Tuple<int>", "tuple<int>?" }, { "KeyValuePair<int, Tone>", "tuple<int, Tone>" },
        { "(int, int, int, int, int, int, int, int)", "tuple<int, int, int, int, int, int, int, tuple<int>>" },
        { "Page<int>", "Page<int>" }, { "Page<int[,]>", "Page<int[,]>" }, { "Page<(int A, string B)>", "Page<(int A, string B)>" }, { "Page<Page<Tone?>?>", "Page<Page<Tone?>>" },
        { "Box", "Box" }, { "Crate", "Crate" }, { "Money", "Money" }, { "Money?", "Money?" }, { "int[]", "custom<int[] by Nothing>" }, { "List<int[]?>", "array<custom<int[] by Nothing>?>" },
    };

    [Theory, MemberData(nameof(Said))]
    public void A_type_is_said_as_the_wire_has_it(string type, string said)
    {
        var contract = ContractOf.Build(Compile($"[Task] public static void Take({type} value) {{ }}"));
        Assert.Equal(said, Assert.Single(contract.Tasks["Host.Take"].Parameters).Value.Type.Text);
        Assert.DoesNotContain(ContractOf.Types(contract), IsOpaque);
    }

    [Fact]
    public void The_types_above_are_of_every_kind_that_the_generator_knows()
    {
        var tasks = Said.Select((row, i) => $"[Task] public static void Take{i}({row.Data.Item1} value) {{ }}");
        var compilation = Compile(string.Join('\n', tasks));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), one => one.Severity == DiagnosticSeverity.Error);
        var shapes = compilation.GetTypeByMetadataName("Host")!.GetMembers().OfType<IMethodSymbol>().SelectMany(one => one.Parameters)
            .SelectMany(one => PayloadShapes.Of(compilation).Walk(one.Type).Shapes).ToList();

        Assert.Empty(Enum.GetValues<PayloadKind>().Except([PayloadKind.Unsupported]).Except(shapes.Select(one => one.Kind)));
        Assert.Empty(Enum.GetValues<CollectionKind>().Except([CollectionKind.None]).Except(shapes.Where(one => one.Kind == PayloadKind.Collection).Select(one => one.Form!.Kind)));
    }

    [Fact]
    public void Every_task_of_the_payload_zoo_is_in_the_file_and_says_what_it_carries()
    {
        var zoo = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Payloads.Tests", "Zoo"), "*.cs").Select(one => System.IO.File.ReadAllText(one));
        var compilation = UserProject.Compile(zoo.Prepend("global using Xunit;"));
        var contract = ContractOf.Build(compilation);

        var tasks = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Member, TestContext.Current.CancellationToken).OfType<IMethodSymbol>().Where(KnownTypes.IsTask).Select(one => TaskNaming.WireNameOf(one));
        Assert.NotEmpty(contract.Tasks);
        Assert.Equal(tasks.Order(StringComparer.Ordinal), contract.Tasks.Keys);
        Assert.DoesNotContain(ContractOf.Types(contract), IsOpaque);
        Assert.DoesNotContain(contract.Tasks.Values.SelectMany(one => one.Shapes()).Concat(contract.Shapes.Values.SelectMany(one => one.Shapes())), one => contract.Shape(one) is null);
    }

    [Fact]
    public void A_type_that_has_no_description_is_said_by_its_name()
    {
        // None that the generator takes is so today: what it does not take stands for it.
        var compilation = Compile(string.Empty);
        var types = new ContractTypes(compilation);
        var type = compilation.GetTypeByMetadataName("System.Threading.Timer")!;
        Assert.False(types.Travels(type, null));
        Assert.Equal("opaque<System.Threading.Timer>", types.TypeOf(type, _ => { }).Text);
    }

    [Theory]
    [InlineData("class Folder : Dictionary<string, Folder>;", "map<string, opaque<Folder>>")]
    [InlineData("class Folder : List<Folder>;", "array<opaque<Folder>>")]
    [InlineData("class Folder : List<(int, Folder?[])>;", "array<tuple<int, array<opaque<Folder>?>>>")]
    public void A_collection_of_itself_is_said_by_its_name_inside(string folder, string said)
    {
        var contract = ContractOf.Build(Compile("[Task] public static void Take(Folder folder, Folder again) { }", "public sealed " + folder));
        Assert.Equal([said, said], contract.Tasks["Host.Take"].Parameters.Select(one => one.Value.Type.Text));
    }

    [Fact]
    public void A_union_that_is_its_own_case_says_its_members_there() => Assert.Equal(
        """
        task Host.Take v1
          0 box Box

        object Crate map
          Size int

        union Box
          0 self<Box>
          1 Crate

        object self<Box> map
          Size int
        """.Split("\n\n").Order(StringComparer.Ordinal),
        ContractText.Of(ContractOf.Build(Compile("[Task] public static void Take(Box box) { }"))).TrimEnd('\n').Split("\n\n").Skip(1).Order(StringComparer.Ordinal));

    [Fact]
    public void A_type_of_more_than_a_thousand_members_is_guarded_too()
    {
        var members = string.Concat(Enumerable.Range(0, 1_500).Select(i => $"public Tone Tone{i} {{ get; set; }}\n"));
        var contract = ContractOf.Build(Compile("[Task] public static void Take(Wide wide) { }", $"public sealed class Wide {{ {members} }}"));
        Assert.Equal(1_500, contract.Shapes["Wide"].Members.Count);
        Assert.NotNull(contract.Shape("Tone"));
    }

    [Fact]
    public void A_task_whose_type_cannot_travel_takes_nothing_away() => Assert.Empty(
        ContractOf.Build(Compile("[Task] public static void Take(System.IO.Stream stream) { }")).Tasks);

    private static bool IsOpaque(WireType type) => type.Text.StartsWith("opaque<", StringComparison.Ordinal);

    private static Compilation Compile(string tasks, string more = "") =>
        UserProject.Compile(Usings + $"public static partial class Host\n{{\n{tasks}\n}}\n{Types}{more}");
}
