using System.Globalization;
using TypedTasks;
using TypedTasks.Payloads.Tests.Zoo;
using TypedTasks.Serialization;

[assembly: TaskSerializer(typeof(System.Drawing.Point), typeof(SerializerZoo.PointSerializer))]
[assembly: TaskSerializer(typeof(SerializerZoo.LengthSerializer))]

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Types that travel in a form of the user's.</summary>
public static partial class SerializerZoo
{
    [Task] public static void OfTypes(Money money, Money? maybe, Tag tag, Tag? none, IUnit unit, Id<Guid> id, Level level, Length length) { }

    [Task] public static void OfParameters([TaskSerializer(typeof(HexSerializer))] byte[] bytes, [TaskSerializer(typeof(HexNumber))] int number, [TaskSerializer(typeof(HexNumber))] int? maybe, [TaskSerializer(typeof(CentsSerializer))] Money money) { }

    [Task] public static void OfMembers(Order order, Holder holder) { }

    [Task] public static void OfTheAssembly(System.Drawing.Point point, System.Drawing.Point? maybe, List<System.Drawing.Point> points) { }

    [Task] public static void Held(List<Money> list, Dictionary<Id<Guid>, Tag?> map, Money?[] array, (Money, Tag) pair, IThing thing) { }

    [Task][return: TaskSerializer(typeof(CentsSerializer))] public static Task<Money> Returned() => Task.FromResult(default(Money));

    [Task] public static Tag? ReturnedByType() => null;

    [TaskSerializer(typeof(MoneySerializer))]
    public readonly record struct Money(long Cents, byte Currency);

    [TaskSerializer(typeof(TagSerializer))]
    public sealed class Tag
    {
        public string Text { get; set; } = "";
    }

    [TaskSerializer(typeof(UnitSerializer))]
    public interface IUnit;

    public sealed record Metre(int Count) : IUnit;

    [TaskSerializer(typeof(IdSerializer<>))]
    public readonly record struct Id<T>(Guid Value);

    [TaskSerializer(typeof(LevelSerializer))]
    public enum Level
    {
        Low,
        High,
    }

    public sealed record Length(double Metres);

    public sealed record Order(int Id, [TaskSerializer(typeof(CentsSerializer))] Money Total, [property: TaskSerializer(typeof(CentsSerializer))] Money? Tax, Money Rest);

    public class Holder
    {
        [TaskSerializer(typeof(HexSerializer))] public byte[]? Bytes { get; set; }

        [TaskSerializer(typeof(HexNumber))] public int Field;

        [TaskSerializer(typeof(HexNumber))] public int? Init { get; init; }
    }

    [TaskUnion(0, typeof(Coin))]
    [TaskUnion(1, typeof(Note))]
    public interface IThing;

    [TaskSerializer(typeof(CoinSerializer))]
    public sealed record Coin(int Cents) : IThing;

    public sealed record Note(Money Money) : IThing;

    public sealed class MoneySerializer : ITaskSerializer<Money>
    {
        public static void Write(ref PayloadWriter writer, Money value)
        {
            writer.Enter();
            writer.WriteArrayHeader(2);
            writer.Write(value.Cents);
            writer.Write(value.Currency);
            writer.Leave();
        }

        public static Money Read(ref PayloadReader reader)
        {
            reader.Enter();
            reader.ReadArrayHeaderOf(2);
            var money = new Money(reader.ReadInt64(), reader.ReadByte());
            reader.Leave();
            return money;
        }
    }

    /// <summary>The currency is always the same one.</summary>
    public readonly struct CentsSerializer : ITaskSerializer<Money>
    {
        public static void Write(ref PayloadWriter writer, Money value) => writer.Write($"{value.Cents} {value.Currency}");

        public static Money Read(ref PayloadReader reader)
        {
            string[] parts = reader.ReadString()!.Split(' ');
            return new Money(long.Parse(parts[0], CultureInfo.InvariantCulture), byte.Parse(parts[1], CultureInfo.InvariantCulture));
        }
    }

    public sealed class TagSerializer : ITaskSerializer<Tag>
    {
        static void ITaskSerializer<Tag>.Write(ref PayloadWriter writer, Tag value) => writer.Write(value.Text);

        static Tag ITaskSerializer<Tag>.Read(ref PayloadReader reader) => new() { Text = reader.ReadString() ?? throw new FormatException("a tag has a text") };
    }

    public sealed class UnitSerializer : ITaskSerializer<IUnit>
    {
        public static void Write(ref PayloadWriter writer, IUnit value) => writer.Write(((Metre)value).Count);

        public static IUnit Read(ref PayloadReader reader) => new Metre(reader.ReadInt32());
    }

    public sealed class IdSerializer<T> : ITaskSerializer<Id<T>>
    {
        public static void Write(ref PayloadWriter writer, Id<T> value) => writer.Write(value.Value);

        public static Id<T> Read(ref PayloadReader reader) => new(reader.ReadGuid());
    }

    public sealed class LevelSerializer : ITaskSerializer<Level>
    {
        public static void Write(ref PayloadWriter writer, Level value) => writer.Write(value.ToString());

        public static Level Read(ref PayloadReader reader) => Enum.Parse<Level>(reader.ReadString()!);
    }

    public sealed class LengthSerializer : ITaskSerializer<Length>
    {
        public static void Write(ref PayloadWriter writer, Length value) => writer.Write(value.Metres);

        public static Length Read(ref PayloadReader reader) => new(reader.ReadDouble());
    }

    public sealed class PointSerializer : ITaskSerializer<System.Drawing.Point>
    {
        public static void Write(ref PayloadWriter writer, System.Drawing.Point value) => writer.Write(((long)value.X << 32) | (uint)value.Y);

        public static System.Drawing.Point Read(ref PayloadReader reader)
        {
            long both = reader.ReadInt64();
            return new((int)(both >> 32), (int)both);
        }
    }

    public abstract class HexSerializer : ITaskSerializer<byte[]>
    {
        public static void Write(ref PayloadWriter writer, byte[] value) => writer.Write(Convert.ToHexString(value));

        public static byte[] Read(ref PayloadReader reader) => Convert.FromHexString(reader.ReadString()!);
    }

    public sealed class HexNumber : ITaskSerializer<int>
    {
        public static void Write(ref PayloadWriter writer, int value) => writer.Write(value.ToString("X8", CultureInfo.InvariantCulture));

        public static int Read(ref PayloadReader reader) => int.Parse(reader.ReadString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    public sealed class CoinSerializer : ITaskSerializer<Coin>
    {
        public static void Write(ref PayloadWriter writer, Coin value) => writer.Write(value.Cents);

        public static Coin Read(ref PayloadReader reader) => new(reader.ReadInt32());
    }
}
