namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Results of every kind of return type.</summary>
public static partial class ResultZoo
{
    [Task] public static int Number() => 0;

    [Task] public static Task<string?> Text() => Task.FromResult<string?>(null);

    [Task] public static ValueTask<Dictionary<string, List<Guid>>> Map() => new([]);

    [Task] public static Task<(int Id, Detail? Detail)[]> Tuples() => Task.FromResult(Array.Empty<(int, Detail?)>());

    [Task] public static ValueTask<ReadOnlyMemory<byte>> Bytes() => new(ReadOnlyMemory<byte>.Empty);

    [Task] public static IEnumerable<Detail> Sequence() => [];

    [Task] public static Task Nothing() => Task.CompletedTask;

    [Task] public static ValueTask NothingToo() => default;

    public sealed record Detail(string Name, decimal? Price);
}
