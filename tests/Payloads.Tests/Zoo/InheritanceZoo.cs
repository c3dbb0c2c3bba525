namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class InheritanceZoo
{
    [Task] public static void Classes(Middle middle, Leaf leaf, Closed closed) { }

    [Task] public static void Records(Child child, GrandChild grandChild) { }

    public abstract class Root
    {
        public int Id { get; set; }

        public virtual string? Name { get; set; }

        public int Field;
    }

    public class Middle : Root
    {
        public override string? Name { get; set; }

        public List<int>? Numbers { get; set; }
    }

    public sealed class Leaf : Middle
    {
        public int Last { get; init; }
    }

    public abstract class Open<T>
    {
        public T? Value { get; set; }
    }

    public sealed class Closed : Open<int[]>
    {
        public string? Name { get; set; }
    }

    public abstract record Parent(int Id);

    public record Child(int Id, string Name) : Parent(Id);

    public sealed record GrandChild(int Id, string Name, int? Age) : Child(Id, Name);
}
