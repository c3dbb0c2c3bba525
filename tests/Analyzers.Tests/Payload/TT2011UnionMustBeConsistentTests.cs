using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2011UnionMustBeConsistentTests : RuleTests
{
    [Theory]
    [InlineData("[TaskUnion(0, typeof(Card)), TaskUnion(0, typeof(Cash))]", "the key 0 of the union IPayment stands for both Card and Cash")]
    [InlineData("[TaskUnion(0, typeof(Card)), TaskUnion(1, typeof(Card))]", "Card belongs to two cases of the union IPayment, 0 and 1")]
    [InlineData("[TaskUnion(0, typeof(Order))]", "Order is no case of the union IPayment, because it does not implement it")]
    [InlineData("[TaskUnion(0, typeof(int))]", "Int32 is no case of the union IPayment")]
    [InlineData("[TaskUnion(0, typeof(Card[]))]", "the case 0 of the union IPayment must be named by typeof, as a class or a struct")]
    [InlineData("[TaskUnion(0, typeof(Cash?))]", "Nullable is no case of the union IPayment")]
    [InlineData("[TaskUnion(0, typeof(Voucher))]", "the case Voucher of the union IPayment is abstract")]
    [InlineData("[TaskUnion(0, typeof(IPayment))]", "the case IPayment of the union IPayment is abstract")]
    [InlineData("[TaskUnion(0, typeof(Box<>))]", "Box<> cannot be told from IPayment")]
    [InlineData("[TaskUnion(0, typeof(Card)), MessagePack.Union(1, typeof(Cash))]", "carries both [TaskUnion] and [MessagePack.Union]")]
    [InlineData("[MessagePack.Union(0, \"Card\")]", "the case 0 of the union IPayment must be named by typeof")]
    [InlineData("[MessagePack.Union(0, typeof(Card)), MessagePack.Union(0, typeof(Cash))]", "stands for both")]
    [InlineData("[TaskUnion(0, typeof(Card)), TaskUnion(1, typeof(IGift))]", "Card belongs to two cases of the union IPayment, 0 and 1")]
    public async Task Flags_CasesThatContradict(string attributes, string says)
    {
        var source = Task("IPayment [|payment|]") + $$"""
            {{attributes}}
            public interface IPayment;
            [TaskUnion(4, typeof(Card))]
            public interface IGift : IPayment;
            public sealed record Card(string Number) : IGift;
            public readonly record struct Cash(decimal Amount) : IPayment;
            public abstract record Voucher : IPayment;
            public sealed record Box<T>(T Value) : IPayment;
            public sealed record Order(int Id);
            """;

        await Reports(source);
        Assert.Contains(says, await Message(source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flags_ABaseClassWhoseCaseDoesNotDeriveFromIt()
    {
        var source = Task("List<Animal> [|animals|]") + """
            [TaskUnion(0, typeof(Animal))]
            [TaskUnion(1, typeof(Stone))]
            public class Animal { public int Id { get; set; } }
            public sealed class Stone { public int Id { get; set; } }
            """;

        await Reports(source);
        Assert.StartsWith("'animals[]' of type Animal cannot travel: Stone is no case of the union Animal, because it does not derive from it", await Message(source), StringComparison.Ordinal);
    }

    [Fact]
    public Task Flags_AGenericCaseWithConstraintsOfItsOwn() => Reports(Task("Result<string> [|result|]") + """
        [TaskUnion(0, typeof(Ok<>))]
        public abstract record Result<T>;
        public sealed record Ok<T>(T Value) : Result<T> where T : struct;
        """);

    [Fact]
    public Task Accepts_EachKindOfUnion() => StaysSilent(Task("IPayment payment, Shape? shape, Animal animal, Result<int, string> result, IEvent one, List<IPayment> many") + """
        [TaskUnion(0, typeof(Card)), TaskUnion(-1, typeof(Cash)), TaskUnion(2, typeof(IGift)), TaskUnion(3, typeof(Box<int>)), TaskUnion(4, typeof(Box<string>))]
        public interface IPayment;
        public sealed record Card(string Number) : IPayment;
        public readonly record struct Cash(decimal Amount) : IPayment;
        public sealed record Box<T>(T Value) : IPayment;
        [TaskUnion(0, typeof(Voucher))]
        public interface IGift : IPayment;
        public sealed record Voucher(string Code) : IGift;

        [TaskUnion(0, typeof(Circle))]
        public abstract class Shape { public string? Name { get; set; } }
        public sealed class Circle : Shape { public double Radius { get; set; } }

        [TaskUnion(0, typeof(Animal)), TaskUnion(1, typeof(Dog))]
        public class Animal { public int Legs { get; set; } }
        public sealed class Dog : Animal { public Animal? Chases { get; set; } }

        [TaskUnion(0, typeof(Ok<,>)), TaskUnion(1, typeof(Swapped<,>))]
        public abstract record Result<T, TError> where T : struct;
        public sealed record Ok<T, TError>(T Value) : Result<T, TError> where T : struct;
        public sealed record Swapped<TError, T>(T Value, TError Reason) : Result<T, TError> where T : struct;

        [MessagePack.Union(0, typeof(Created))]
        public interface IEvent;
        public sealed record Created(int Id) : IEvent;
        """);

    [Fact]
    public Task Accepts_AUnionThatNoTaskSends() => StaysSilent(Task("int id") + """
        [TaskUnion(0, typeof(Card)), TaskUnion(0, typeof(Cash))]
        public interface IPayment;
        public sealed record Card(string Number) : IPayment;
        public sealed record Cash(decimal Amount) : IPayment;
        """);

    [Fact]
    public Task Accepts_ACaseThatIsSentAsItself() => StaysSilent(Task("Card card") + """
        [TaskUnion(0, typeof(Card)), TaskUnion(0, typeof(Cash))]
        public interface IPayment;
        public sealed record Card(string Number) : IPayment;
        public sealed record Cash(decimal Amount) : IPayment;
        """);

    [Fact]
    public Task Accepts_AnAttributeOfTheSameName() => StaysSilent(Task("Order order") + """
        [Mine.TaskUnion(0, typeof(int))]
        public sealed record Order(int Id);
        namespace Mine
        {
            public sealed class TaskUnionAttribute(int key, Type type) : Attribute
            {
                public object What => (key, type);
            }
        }
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }

        """;
}
