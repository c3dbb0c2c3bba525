using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary>The shape of what is generated, as a user would read it.</summary>
public class SnapshotTests
{
    [Fact]
    public void AnInstanceTaskWithServices() => Snapshot.Match(Run.Of("""
        using Microsoft.Extensions.DependencyInjection;
        using TypedTasks;

        namespace Shop;

        public interface ISmtp;

        public sealed partial class Emails(ISmtp smtp, [FromKeyedServices("eu")] ISmtp other, ISmtp? spare = null)
        {
            /// <summary>Welcomes a user.</summary>
            /// <param name="userId">The user.</param>
            /// <param name="locale">The language.</param>
            /// <param name="ct">Stops it.</param>
            [Task(Queue = "high", Retries = 5, FirstDelay = "500ms", Timeout = "00:01:00", KeepResult = "none", RetryOn = new[] { typeof(TimeoutException) })]
            public async Task SendWelcome(int userId, string locale = "en", CancellationToken ct = default)
            {
                await Task.Yield();
                _ = (smtp, other, spare);
            }
        }
        """));

    [Fact]
    public void AStaticTaskWithAResult() => Snapshot.Match(Run.Of("""
        using TypedTasks;

        namespace Shop;

        public static partial class Images
        {
            [Task]
            public static byte[] Resize(byte[] image, params int[] widths) => [.. image, (byte)widths.Length];
        }
        """));

    [Fact]
    public void ObjectsCollectionsAndMaps() => Snapshot.Match(Run.Of("""
        using TypedTasks;

        namespace Shop;

        public enum Kind : byte { Small, Large }

        public sealed record Line(string Sku, decimal Tax = 1.5M)
        {
            public int Quantity { get; init; } = 1;

            public required string Note { get; set; }
        }

        public sealed class Order
        {
            public int Id { get; set; }

            public List<Line> Lines { get; set; } = [];

            public Order? Parent { get; set; }

            public Dictionary<string, int?>? Counts { get; set; }

            public (Kind Kind, string? Text) Pair { get; set; }
        }

        public static partial class Orders
        {
            [Task]
            public static void Place(Order order) => _ = order;
        }
        """));

    [Fact]
    public void AnnotatedObjects() => Snapshot.Match(Run.Of("""
        using MessagePack;
        using TypedTasks;

        namespace Shop;

        [MessagePackObject]
        public sealed class Point
        {
            [Key(0)] public int X { get; set; }

            [Key(2)] public int Y { get; init; }

            [IgnoreMember] public int Sum => X + Y;
        }

        public static partial class Shapes
        {
            [Task]
            public static Point? Mirror(Point point) => point;
        }
        """));

    [Fact]
    public void AUnion() => Snapshot.Match(Run.Of("""
        using TypedTasks;

        namespace Shop;

        [TaskUnion(0, typeof(Animal))]
        [TaskUnion(1, typeof(Pet))]
        [TaskUnion(2, typeof(Lion))]
        public class Animal
        {
            public string? Name { get; set; }
        }

        public sealed class Lion : Animal;

        [TaskUnion(0, typeof(Cat))]
        [TaskUnion(1, typeof(Dog))]
        public abstract class Pet : Animal;

        public sealed class Cat : Pet;

        public sealed class Dog : Pet
        {
            public Animal? Chases { get; set; }
        }

        public static partial class Animals
        {
            [Task]
            public static void Feed(Animal animal) => _ = animal;
        }
        """));

    [Fact]
    public void SerializersOfOnesOwn() => Snapshot.Match(Run.Of("""
        using TypedTasks;
        using TypedTasks.Serialization;

        namespace Shop;

        [TaskSerializer(typeof(MoneySerializer))]
        public readonly record struct Money(long Cents);

        public sealed class MoneySerializer : ITaskSerializer<Money>
        {
            public static void Write(ref PayloadWriter writer, Money value) => writer.Write(value.Cents);

            public static Money Read(ref PayloadReader reader) => new(reader.ReadInt64());
        }

        public sealed class TextSerializer : ITaskSerializer<string>
        {
            public static void Write(ref PayloadWriter writer, string value) => writer.Write(value);

            public static string Read(ref PayloadReader reader) => reader.ReadString()!;
        }

        public sealed record Order(Money Total, Money? Tax, [TaskSerializer(typeof(TextSerializer))] string Name);

        public static partial class Orders
        {
            [Task]
            [return: TaskSerializer(typeof(MoneySerializer))]
            public static Money Place(Order order, [TaskSerializer(typeof(TextSerializer))] string? note, [TaskSerializer(typeof(MoneySerializer))] Money? limit = null) => order.Total;
        }
        """));

    [Fact]
    public void SkippedTasksAreListed() => Snapshot.Match(Run.Of("""
        using TypedTasks;

        namespace Shop;

        public static partial class Orders
        {
            [Task]
            public static async void Send(Stream file) => await file.FlushAsync();

            [Task]
            public static void Good() { }
        }
        """));
}
