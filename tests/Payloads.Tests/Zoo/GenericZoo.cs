namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class GenericZoo
{
    [Task] public static void Boxes(Box<int> number, Box<string?> text, Box<Box<Guid>> nested, Box<List<int>>? list, Box<int?> nullable) { }

    [Task] public static void Pages(Page<Item> page, Page<(int, string)> tuples, Either<Item, string>? either) { }

    [Task] public static Page<Item>? Returned(Page<Item>? page) => page;

    public sealed record Box<T>(T Value);

    public sealed class Page<T>
    {
        public required IReadOnlyList<T> Items { get; init; }

        public int Total { get; init; }

        public Page<T>? Next { get; set; }
    }

    public sealed record Either<TLeft, TRight>(TLeft? Left, TRight? Right)
        where TLeft : class
        where TRight : class;

    public sealed record Item(int Id);
}
