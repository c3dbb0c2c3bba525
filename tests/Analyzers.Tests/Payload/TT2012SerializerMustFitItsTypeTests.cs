using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2012SerializerMustFitItsTypeTests : RuleTests
{
    private const string Serializers = """

        public readonly record struct Money(long Cents);
        public readonly record struct Id<T>(Guid Value);
        public sealed class MoneySerializer : ITaskSerializer<Money>
        {
            public static void Write(ref PayloadWriter writer, Money value) => writer.Write(value.Cents);
            public static Money Read(ref PayloadReader reader) => new(reader.ReadInt64());
        }
        public sealed class IdSerializer<T> : ITaskSerializer<Id<T>>
        {
            public static void Write(ref PayloadWriter writer, Id<T> value) => writer.Write(value.Value);
            public static Id<T> Read(ref PayloadReader reader) => new(reader.ReadGuid());
        }
        public sealed class NoSerializer;
        public static class StaticSerializer;
        """;

    [Theory]
    [InlineData("[TaskSerializer(typeof(NoSerializer))] Money", "its serializer NoSerializer does not implement ITaskSerializer<Money>")]
    [InlineData("[TaskSerializer(typeof(MoneySerializer))] long", "its serializer MoneySerializer does not implement ITaskSerializer<long>")]
    [InlineData("[TaskSerializer(typeof(MoneySerializer))] List<Money>", "does not implement ITaskSerializer<List<Money>>")]
    [InlineData("[TaskSerializer(typeof(StaticSerializer))] Money", "must be a class or a struct")]
    [InlineData("[TaskSerializer(typeof(ITaskSerializer<Money>))] Money", "must be a class or a struct")]
    [InlineData("[TaskSerializer(typeof(IdSerializer<>))] Money", "IdSerializer<> cannot be told from Money")]
    [InlineData("[TaskSerializer(typeof(IdSerializer<int>))] Id<Guid>", "does not implement ITaskSerializer<Id<Guid>>")]
    [InlineData("[TaskSerializer(typeof(MoneySerializer)), TaskSerializer(typeof(NoSerializer))] Money", "names no class or struct for it, or more than one")]
    public async Task Flags_ASerializerThatDoesNotFit(string parameter, string says)
    {
        var source = Usings + Task($"{parameter} [|argument|]") + Serializers;

        await Reports(source);
        Assert.Contains(says, await Message(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(int, int)", "(int Left, int Right)")]
    [InlineData("(int A, int B)", "(int Left, int Right)")]
    [InlineData("List<(int, (int, string)[])>", "List<(int Left, (int X, string Y)[] Right)>")]
    public Task Accepts_ATupleWhateverItsElementsAreCalled(string written, string said) => StaysSilent(Usings + $$"""
        {{Task($"[TaskSerializer(typeof(PairSerializer))] {said} argument")}}

        public sealed class PairSerializer : ITaskSerializer<{{written}}>
        {
            public static void Write(ref PayloadWriter writer, {{written}} value) => writer.WriteNil();
            public static {{written}} Read(ref PayloadReader reader) => throw new NotSupportedException();
        }
        """);

    [Fact]
    public async Task Flags_TheSerializerOfAMember_AndNamesThePath()
    {
        var source = Usings + Task("Order [|order|]") + Serializers + """

            public sealed record Line([TaskSerializer(typeof(NoSerializer))] Money Tax);
            public sealed record Order(List<Line> Lines);
            """;

        await Reports(source);
        Assert.StartsWith("'order.Lines[].Tax' of type Money cannot travel: its serializer NoSerializer", await Message(source), StringComparison.Ordinal);
    }

    [Fact]
    public Task Flags_TheSerializerOfAType() => Reports(Usings + Task("Length [|length|]") + """

        [TaskSerializer(typeof(LengthSerializer))]
        public sealed record Length(double Metres);
        public sealed class LengthSerializer;
        """);

    [Fact]
    public Task Flags_ASerializerThatIsNotVisible() => Reports(Usings + Task("Length [|length|]") + """

        [TaskSerializer(typeof(LengthSerializer))]
        public sealed record Length(double Metres)
        {
            private sealed class LengthSerializer : ITaskSerializer<Length>
            {
                public static void Write(ref PayloadWriter writer, Length value) => writer.Write(value.Metres);
                public static Length Read(ref PayloadReader reader) => new(reader.ReadDouble());
            }
        }
        """);

    [Fact]
    public Task Flags_AUnionWithASerializer() => Reports(Usings + Task("IShape [|shape|]") + """

        [TaskSerializer(typeof(ShapeSerializer))]
        [TaskUnion(0, typeof(Circle))]
        public interface IShape;
        public sealed record Circle(double Radius) : IShape;
        public sealed class ShapeSerializer : ITaskSerializer<IShape>
        {
            public static void Write(ref PayloadWriter writer, IShape value) => writer.Write(((Circle)value).Radius);
            public static IShape Read(ref PayloadReader reader) => new Circle(reader.ReadDouble());
        }
        """);

    [Fact]
    public Task Flags_TwoSerializersOfOneTypeOnTheAssembly() => Reports(
        Usings + "[assembly: TaskSerializer(typeof(Money), typeof(MoneySerializer))]\n[assembly: TaskSerializer(typeof(MoneySerializer))]\n" + Task("Money [|money|]") + Serializers);

    [Fact]
    public Task Flags_TheResult() => Reports(Usings + Serializers + """

        public static partial class Emails
        {
            [Task]
            [return: TaskSerializer(typeof(NoSerializer))]
            public static Task<Money> [|Find|](int id) => throw new NotSupportedException();
        }
        """);

    [Theory]
    [InlineData("[TaskSerializer(typeof(MoneySerializer))] Money")]
    [InlineData("[TaskSerializer(typeof(MoneySerializer))] Money?")]
    [InlineData("[TaskSerializer(typeof(IdSerializer<>))] Id<Guid>")]
    [InlineData("[TaskSerializer(typeof(IdSerializer<string>))] Id<string>")]
    public Task Accepts_ASerializerOfExactlyTheType(string parameter) => StaysSilent(Usings + Task($"{parameter} argument") + Serializers);

    [Fact]
    public Task Accepts_ATypeOfTheFramework_AnInterface_AndAnAbstractClass() => StaysSilent(Usings + """
        [assembly: TaskSerializer(typeof(System.Net.IPAddress), typeof(AddressSerializer))]

        public static partial class Emails
        {
            [Task] public static void Send(System.Net.IPAddress? address, List<System.Net.IPAddress> more, IShape shape, [TaskSerializer(typeof(AnySerializer))] object any) { }
        }

        [TaskSerializer(typeof(ShapeSerializer))]
        public interface IShape;
        public sealed record Circle(double Radius) : IShape;
        public sealed class ShapeSerializer : ITaskSerializer<IShape>
        {
            public static void Write(ref PayloadWriter writer, IShape value) => writer.Write(((Circle)value).Radius);
            public static IShape Read(ref PayloadReader reader) => new Circle(reader.ReadDouble());
        }
        public sealed class AddressSerializer : ITaskSerializer<System.Net.IPAddress>
        {
            public static void Write(ref PayloadWriter writer, System.Net.IPAddress value) => writer.Write(value.ToString());
            public static System.Net.IPAddress Read(ref PayloadReader reader) => System.Net.IPAddress.Parse(reader.ReadString()!);
        }
        public sealed class AnySerializer : ITaskSerializer<object>
        {
            public static void Write(ref PayloadWriter writer, object value) => writer.Write((string)value);
            public static object Read(ref PayloadReader reader) => reader.ReadString()!;
        }
        """);

    [Fact]
    public Task Accepts_ASerializerThatNoTaskNeeds() => StaysSilent(Usings + Task("int id") + Serializers + """

        [TaskSerializer(typeof(NoSerializer))]
        public sealed record Length(double Metres);
        """);

    private const string Usings = "using TypedTasks.Serialization;\n";

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }

        """;
}
