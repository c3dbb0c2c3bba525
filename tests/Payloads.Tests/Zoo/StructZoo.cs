namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class StructZoo
{
    [Task] public static void Structs(Fields fields, Properties properties, Immutable immutable, Generic<int> generic, Nested nested) { }

    [Task] public static void Held(Fields? perhaps, Properties[] many, Dictionary<Immutable, Generic<string?>> map) { }

    [Task] public static Properties Returned(Properties properties) => properties;

    public struct Fields
    {
        public int X;
        public string? Text;
    }

    public struct Properties
    {
        public int X { get; set; }

        public string? Text { get; init; }
    }

    public readonly struct Immutable(int x, string text) : IEquatable<Immutable>
    {
        public int X { get; } = x;

        public string Text { get; } = text;

        public bool Equals(Immutable other) => X == other.X && Text == other.Text;

        public override bool Equals(object? obj) => obj is Immutable other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(X, Text);
    }

    public readonly record struct Generic<T>(T Value);

    public readonly record struct Nested(Generic<Properties> Inner, Immutable? Perhaps);
}
