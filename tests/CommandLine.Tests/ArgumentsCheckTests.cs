using MessagePack;
using TypedTasks.CommandLine.Contracts;
using TypedTasks.Contract;

namespace TypedTasks.CommandLine.Tests;

/// <summary>The walk over a message's arguments says what the generated reader would say.</summary>
public sealed class ArgumentsCheckTests
{
    private const string Shapes = """
        object Order map
          Id int required
          Lines array<Line>
        struct Line array
          0 Sku string required
          2 Tax decimal?
        enum Tone byte
          Kind = 0
        union Shape
          1 Order
        custom Money Serializer
        object Bill map
          Total custom<Money by Cents> required
          Id int
        """;

    public static TheoryData<string, string> Readable => new()
    {
        { "int", "[5]" },
        { "int", "[5, 6, \"more\"]" },
        { "long", "[-9223372036854775808]" },
        { "ulong", "[18446744073709551615]" },
        { "double", "[1]" },
        { "double", "[1.5]" },
        { "bool", "[true]" },
        { "string", "[null]" },
        { "int?", "[null]" },
        { "Guid", "[\"01234567-89ab-cdef-0123-456789abcdef\"]" },
        { "decimal", "[\"-1.50\"]" },
        { "bytes", "[\"text\"]" },
        { "array<int?>", "[[1, null]]" },
        { "map<string, array<int>>", "[{\"a\": [1]}]" },
        { "tuple<int, string>", "[[1, \"a\"]]" },
        { "Order", "[{\"Id\": 1, \"New\": {\"x\": []}, \"Lines\": [[\"a\", 9, \"1.5\"]]}]" },
        { "Order", "[null]" },
        { "Tone", "[255]" },
        { "Shape", "[[1, {\"Id\": 1}]]" },
        { "Money", "[{\"whatever\": 1}]" },
        { "Money", "[null]" },
        { "custom<Money by Shop.Cents<int>>", "[{\"whatever\": 1}]" },
        { "custom<Money by Cents>", "[null]" },
        { "array<custom<(int, int) by Pairs>?>", "[[1, null, [2, 3]]]" },
        { "opaque<System.Odd[,]>", "[[1.5, {}]]" },
        { "Bill", "[{\"Total\": [1, \"EUR\"], \"Id\": 1}]" },
        { "int = 5", "[]" },
    };

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "int", "[]", "a is missing" },
        { "int", "[\"5\"]", "a is a text that is no int" },
        { "int", "[2147483648]", "a is a whole number that is no int" },
        { "uint", "[-1]", "a is a whole number that is no uint" },
        { "int", "[null]", "a is nil, not int" },
        { "Line", "[null]", "a is nil, not Line" },
        { "Guid", "[\"no\"]", "a is a text that is no Guid" },
        { "array<int>", "[[1, true]]", "a[] is true or false that is no int" },
        { "map<string, int>", "[[1]]", "a is an array that is no map<string, int>" },
        { "tuple<int, string>", "[[1]]", "a has not the 2 items of tuple<int, string>" },
        { "Order", "[{\"Lines\": []}]", "a.Id is missing" },
        { "Order", "[{\"Id\": 1, \"Lines\": [[]]}]", "a.Lines[].Sku is missing" },
        { "Order", "[{\"Id\": 1, \"Id\": 1}]", "a.Id comes twice" },
        { "Tone", "[256]", "a is a whole number that is no byte" },
        { "Shape", "[[2, {}]]", "a is case 2, which Shape does not have" },
        { "custom<Money by Cents>", "[]", "a is missing" },
        { "Bill", "[{\"Id\": 1}]", "a.Total is missing" },
        { "Bill", "[{\"Total\": [], \"Id\": \"1\"}]", "a.Id is a text that is no int" },
        { "int", "5", "the bytes are no MessagePack" },
    };

    [Theory, MemberData(nameof(Readable))]
    public void What_the_types_can_hold_is_read(string type, string arguments) => Assert.Null(Problem(type, arguments));

    [Theory, MemberData(nameof(Unreadable))]
    public void What_they_cannot_is_told_with_the_way_there(string type, string arguments, string problem) => Assert.Equal(problem, Problem(type, arguments));

    [Fact]
    public void No_bytes_end_the_process()
    {
        WireContract contract = Read("Order");
        var random = new Random(20261122);
        byte[] sound = MessagePackSerializer.ConvertFromJson("[{\"Id\": 1, \"Lines\": [[\"a\", 9, \"1.5\"]]}]", cancellationToken: TestContext.Current.CancellationToken);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. sound];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            new ArgumentsCheck(contract).Problem(contract.Tasks["T"], bytes.AsMemory(0, random.Next(bytes.Length + 1)));
        }

        byte[] deep = new byte[200_000];
        Array.Fill(deep, (byte)0x91);
        Assert.NotNull(new ArgumentsCheck(contract).Problem(contract.Tasks["T"], deep));
    }

    private static string? Problem(string type, string arguments)
    {
        WireContract contract = Read(type);
        return new ArgumentsCheck(contract).Problem(contract.Tasks["T"], MessagePackSerializer.ConvertFromJson(arguments, cancellationToken: TestContext.Current.CancellationToken));
    }

    private static WireContract Read(string type)
    {
        ContractFile file = ContractReader.Read($"contract 1\ntask T v1\n  0 a {type}\n{Shapes}");
        Assert.Empty(file.Problems);
        return file.Contract;
    }
}
