using MessagePack;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Unions: interfaces, abstract classes and base classes whose cases are declared.</summary>
public static partial class UnionZoo
{
    [Task] public static void Arguments(IPayment payment, IPayment? maybe, Shape shape, Animal animal, Command command) { }

    [Task] public static void Held(List<IPayment> list, IPayment?[] array, Dictionary<string, Shape?> map, (Shape, IPayment?) pair, Order order) { }

    [Task] public static Task<IPayment?> Returned(int id) => Task.FromResult<IPayment?>(null);

    [Task] public static Expression Simplified(Expression expression) => expression;

    [Task] public static Result<List<int>, string> Tried(Result<Order, string?> result, Result<int, int>? other) => throw new NotSupportedException();

    [Task] public static void Standard(IEvent one, IEvent?[] many, Dictionary<int, Document> map, Envelope envelope) { }

    [TaskUnion(0, typeof(Card))]
    [TaskUnion(1, typeof(Transfer))]
    [TaskUnion(-7, typeof(Cash))]
    [TaskUnion(300, typeof(Vouchers))]
    public interface IPayment;

    public sealed record Card(string Number, int? Code) : IPayment;

    public sealed class Transfer : IPayment
    {
        public required string Iban { get; init; }

        public decimal Amount { get; set; }
    }

    public readonly record struct Cash(decimal Amount) : IPayment;

    public sealed class Vouchers : List<string>, IPayment;

    [TaskUnion(1, typeof(Circle))]
    [TaskUnion(2, typeof(Square))]
    public abstract record Shape(string? Name);

    public sealed record Circle(string? Name, double Radius) : Shape(Name);

    public record Square(string? Name, double Side) : Shape(Name);

    [TaskUnion(0, typeof(Animal))]
    [TaskUnion(1, typeof(Dog))]
    public class Animal
    {
        public string? Name { get; set; }

        public int Legs { get; init; } = 4;
    }

    public sealed class Dog : Animal
    {
        public Animal? Chases { get; set; }
    }

    [TaskUnion(0, typeof(Stop))]
    [TaskUnion(1, typeof(Move))]
    public abstract record Command;

    public sealed record Stop : Command;

    [TaskUnion(5, typeof(Walk))]
    [TaskUnion(6, typeof(Jump))]
    public abstract record Move(int Steps) : Command;

    public sealed record Walk(int Steps) : Move(Steps);

    public sealed record Jump(int Steps, int Height) : Move(Steps);

    public sealed record Order(int Id, IPayment Payment, List<Shape> Shapes);

    [TaskUnion(0, typeof(Number))]
    [TaskUnion(1, typeof(Add))]
    [TaskUnion(2, typeof(Negate))]
    public abstract record Expression;

    public sealed record Number(int Value) : Expression;

    public sealed record Add(Expression Left, Expression Right) : Expression;

    public sealed record Negate(Expression Operand) : Expression;

    [TaskUnion(0, typeof(Ok<,>))]
    [TaskUnion(1, typeof(Error<,>))]
    public abstract record Result<T, TError>;

    public sealed record Ok<T, TError>(T Value) : Result<T, TError>;

    public sealed record Error<T, TError>(TError Reason) : Result<T, TError>;

    [Union(0, typeof(Created))]
    [Union(1, typeof(Renamed))]
    [Union(130, typeof(Moved))]
    public interface IEvent;

    [MessagePackObject]
    public sealed class Created : IEvent
    {
        [Key(0)] public Guid Id { get; set; }

        [Key(2)] public IEvent? Cause { get; set; }
    }

    [MessagePackObject(keyAsPropertyName: true)]
    public sealed class Renamed : IEvent
    {
        public string? Name { get; set; }
    }

    [MessagePackObject]
    public struct Moved : IEvent
    {
        [Key(0)] public double X { get; set; }

        [Key(1)] public double Y { get; set; }
    }

    [MessagePackObject]
    [Union(3, typeof(Text))]
    [Union(4, typeof(Folder))]
    public abstract class Document
    {
        [Key(0)] public string? Title { get; set; }
    }

    [MessagePackObject]
    public sealed class Text : Document
    {
        [Key(1)] public string? Body { get; set; }
    }

    [MessagePackObject]
    public sealed class Folder : Document
    {
        [Key(1)] public List<Document?>? Documents { get; set; }
    }

    [MessagePackObject]
    public sealed class Envelope
    {
        [Key(0)] public Document? Document { get; set; }

        [Key(1)] public Dictionary<string, IEvent?>? Events { get; set; }

        [Key(2)] public List<Text>? Texts { get; set; }
    }
}
