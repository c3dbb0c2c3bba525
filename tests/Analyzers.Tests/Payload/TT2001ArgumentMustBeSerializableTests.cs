using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2001ArgumentMustBeSerializableTests : RuleTests
{
    [Theory]
    [InlineData("int[,,,,]")]
    [InlineData("PriorityQueue<int, int>")]
    [InlineData("ILookup<int, string>")]
    [InlineData("System.Collections.ArrayList")]
    [InlineData("System.Text.Json.JsonElement")]
    [InlineData("Span<int>")]
    [InlineData("ReadOnlySpan<byte>")]
    [InlineData("Exception")]
    [InlineData("System.Globalization.CultureInfo")]
    [InlineData("WeakReference<string>")]
    [InlineData("System.Net.IPAddress")]
    [InlineData("List<Exception>")]
    [InlineData("Dictionary<string, Exception>")]
    [InlineData("(int Id, Exception Body)")]
    public Task Flags_WhatCannotTravel(string type) => Reports(Task($"{type} [|argument|]"));

    [Theory]
    [InlineData("[MessagePack.MessagePackObject] public class Order { public int Id { get; set; } }")]
    [InlineData("[MessagePack.MessagePackObject] public class Order { [MessagePack.Key(0)] public int Id { get; set; } [MessagePack.Key(0)] public int No { get; set; } }")]
    [InlineData("[MessagePack.MessagePackObject] public class Order { [MessagePack.Key(0)] public int Id { get; set; } [MessagePack.Key(\"no\")] public int No { get; set; } }")]
    [InlineData("[System.Runtime.Serialization.DataContract] public class Order { [System.Runtime.Serialization.DataMember(Order = 1)] public int Id { get; set; } [System.Runtime.Serialization.DataMember] public int No { get; set; } }")]
    [InlineData("[MessagePack.MessagePackObject(true)] public class Order : Base { public new string? Id { get; set; } } [MessagePack.MessagePackObject(true)] public class Base { public int Id { get; set; } }")]
    [InlineData("public class Order { [System.Text.Json.Serialization.JsonPropertyName(\"No\")] public int Id { get; set; } public int No { get; set; } }")]
    [InlineData("[MessagePack.MessagePackFormatter(typeof(MessagePack.Formatters.NativeGuidFormatter))] public class Order { public int Id { get; set; } }")]
    [InlineData("public class Order { [MessagePack.MessagePackFormatter(typeof(MessagePack.Formatters.NativeGuidFormatter))] public Guid Id { get; set; } }")]
    public Task Flags_AnnotationsThatContradictEachOther(string declaration) => Reports(Task("Order [|argument|]") + "\n" + declaration);

    [Fact]
    public Task Flags_APointer() => Reports("""
        public static unsafe partial class Emails
        {
            [Task] public static void Send(int* [|argument|]) { }
        }
        """);

    [Fact]
    public async Task TheMessage_NamesThePath()
    {
        var message = await Message("""
            public sealed record Line(int Id, Exception Tax);

            public sealed class Order
            {
                public List<Line> Lines { get; set; } = [];
            }

            public static partial class Emails
            {
                [Task] public static void Send(Order [|order|]) { }
            }
            """);

        Assert.StartsWith("'order.Lines[].Tax' of type Exception cannot travel: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Flags_EachMemberThatCannotTravel() => Reports("""
        public sealed class Order
        {
            public Exception? Then { get; set; }
            public System.Net.IPAddress? Body { get; set; }
        }

        public static partial class Emails
        {
            [Task] public static void Send(Order {|TT2001:[|order|]|}) { }
        }
        """);

    [Theory]
    [InlineData("int argument, string text, byte[] bytes, decimal price, Guid id, DateTimeOffset at, Uri? link = null")]
    [InlineData("List<int[]> lists, Dictionary<string, HashSet<Guid>> maps, IReadOnlyList<DateOnly> dates")]
    [InlineData("(int Id, string Name) pair, DayOfWeek day, int? maybe, KeyValuePair<int, string> entry")]
    [InlineData("Node tree, Order order, Point point")]
    [InlineData("[FromServices] IServiceProvider services, TaskContext context, CancellationToken cancellationToken")]
    public Task Accepts_WhatCanTravel(string parameters) => StaysSilent(Task(parameters) + """

        public sealed class Node
        {
            public int Value { get; set; }
            public Node? Left { get; set; }
            public List<Node> Others { get; set; } = [];
        }

        public sealed record Order(int Id, IReadOnlyList<Line> Lines);

        public sealed record Line(string Name, decimal Tax)
        {
            public decimal Rounded => Math.Round(Tax);
            internal Action? Cached { get; set; }
        }

        public readonly struct Point
        {
            public int X { get; init; }
            public int Y { get; init; }
        }
        """);

    [Fact]
    public Task Accepts_AMemberThatIsIgnored() => StaysSilent("""
        public sealed class Order
        {
            public int Id { get; set; }

            [MessagePack.IgnoreMember]
            public Stream? Body { get; set; }
        }

        public static partial class Emails
        {
            [Task] public static void Send(Order order) { }
        }
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }
        """;
}
